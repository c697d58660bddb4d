// Scaled dot-product attention (Vaswani et al. 2017): a forward pass and its backward pass.

type Rows = number[][];

interface Inputs {
  Q: Rows;
  K: Rows;
  V: Rows;
}

const dot = (a: number[], b: number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
const transpose = (a: Rows) => a[0]!.map((_, j) => a.map((row) => row[j]!));
const matmul = (a: Rows, b: Rows) => a.map((row) => transpose(b).map((column) => dot(row, column)));
const scaled = (a: Rows, by: number) => a.map((row) => row.map((x) => x * by));

function softmax(row: number[]): number[] {
  const most = Math.max(...row);
  const raised = row.map((z) => Math.exp(z - most));
  const sum = raised.reduce((total, e) => total + e, 0);
  return raised.map((e) => e / sum);
}

const scaleOf = (Q: Rows) => 1 / Math.sqrt(Q[0]!.length);
const weightsOf = ({ Q, K }: Inputs) => scaled(matmul(Q, transpose(K)), scaleOf(Q)).map(softmax);

export const attention = (inputs: Inputs): Rows => matmul(weightsOf(inputs), inputs.V);

export function attentionBackward(inputs: Inputs, dOut: Rows): Inputs {
  const { Q, K, V } = inputs;
  const A = weightsOf(inputs);
  const dA = matmul(dOut, transpose(V));
  const dS = A.map((row, i) => row.map((a, j) => a * (dA[i]![j]! - dot(row, dA[i]!))));
  return {
    Q: scaled(matmul(dS, K), scaleOf(Q)),
    K: scaled(matmul(transpose(dS), Q), scaleOf(Q)),
    V: matmul(transpose(A), dOut),
  };
}
