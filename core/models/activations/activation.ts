/** Name of the function applied to the hidden layers of a dense network. */
export type Activation = 'sigmoid' | 'tanh' | 'relu' | 'leaky-relu' | 'softplus' | 'identity';
