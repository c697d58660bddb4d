import * as tf from '@tensorflow/tfjs-core';
import { plainTensor, refill, type TensorTree, tensorsIn } from './tensor-tree.ts';

/** Runs `work`, reads the tensors that it returns, and disposes of every tensor that it made. */
export function readBack(work: () => TensorTree): unknown {
  const { tree, tensors } = run(work);
  try {
    return refill(
      tree,
      tensors.map((tensor) => plainTensor(tensor, tensor.dataSync())),
    );
  } finally {
    tf.dispose(tensors);
  }
}

/** {@link readBack} for a backend that answers later. */
export async function readBackAsync(work: () => TensorTree): Promise<unknown> {
  const { tree, tensors } = run(work);
  try {
    const values = await Promise.all(tensors.map((tensor) => tensor.data()));
    return refill(
      tree,
      tensors.map((tensor, i) => plainTensor(tensor, values[i]!)),
    );
  } finally {
    tf.dispose(tensors);
  }
}

/** The results as copies of their own: a variable or a tensor of the caller that is handed through must not be disposed. */
function run(work: () => TensorTree): { readonly tree: TensorTree; readonly tensors: tf.Tensor[] } {
  let tree: TensorTree = [];
  const tensors = tf.tidy(() => {
    tree = work();
    return tensorsIn(tree).map((tensor) => tensor.clone());
  });
  return { tree, tensors };
}
