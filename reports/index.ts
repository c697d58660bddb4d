export { checkText } from './check-text.ts';
export { decode } from './decode.ts';
export { type EmitOptions, emitTest } from './emit-test.ts';
export { encode, type Json } from './encode.ts';
export { formatCount, formatError, formatNumber } from './format-number.ts';
export { propertyText } from './property-text.ts';
export { table } from './table.ts';
export { toCode } from './to-code.ts';
