/** Name of the loss on top of a dense network. */
export type NetworkLoss =
  | 'binary-cross-entropy'
  | 'softmax-cross-entropy'
  | 'hinge'
  | 'squared-hinge'
  | 'squared-error';
