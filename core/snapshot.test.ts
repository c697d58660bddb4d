import { describe, expect, it } from 'vitest';
import { changedSince, snapshot } from './snapshot.ts';

const make = () => ({
  x: [1, [2, 3]],
  typed: Float64Array.of(1, Number.NaN),
  ids: Int32Array.of(4, 5),
  X: { shape: [2], data: Float32Array.of(1, 2) },
  name: 'batch',
  none: null,
  flag: true,
});
type Data = ReturnType<typeof make>;

describe('changedSince', () => {
  it('finds nothing where nothing changed, NaN and -0 included', () => {
    const data = { ...make(), zero: -0, nan: Number.NaN, missing: undefined };
    expect(changedSince(snapshot(data), data, 'data')).toBeUndefined();
  });

  const changes: readonly [string, (data: Data) => void][] = [
    ['data.x[0]', (data) => (data.x[0] = 9)],
    ['data.x[1][1]', (data) => ((data.x[1] as number[])[1] = 9)],
    ['data.x', (data) => data.x.push(4)],
    ['data.x[1]', (data) => (data.x[1] as number[]).pop()],
    ['data.typed[0]', (data) => (data.typed[0] = 9)],
    ['data.typed[1]', (data) => (data.typed[1] = 0)],
    ['data.ids[1]', (data) => (data.ids[1] = 9)],
    ['data.X.data[0]', (data) => data.X.data.fill(9, 0, 1)],
    ['data.X.data', (data) => Object.assign(data.X, { data: new Float32Array(3) })],
    ['data.X.shape', (data) => data.X.shape.push(1)],
    ['data.name', (data) => (data.name = 'other')],
    ['data.none', (data) => Object.assign(data, { none: 0 })],
    ['data.flag', (data) => Reflect.deleteProperty(data, 'flag')],
    ['data.cache', (data) => Object.assign(data, { cache: 1 })],
    ['data.X', (data) => Object.assign(data, { X: null })],
    ['data.typed', (data) => Object.assign(data, { typed: [1, 2] })],
  ];

  it.each(changes)('says %s where that changed', (path, change) => {
    const data = make();
    const before = snapshot(data);
    change(data);
    expect(changedSince(before, data, 'data')).toBe(path);
  });

  it('tells 0 from -0', () => {
    const data = { x: 0, v: [0] };
    const before = snapshot(data);
    expect(changedSince(before, { x: -0, v: [0] }, 'data')).toBe('data.x');
    expect(changedSince(before, { x: 0, v: [-0] }, 'data')).toBe('data.v[0]');
  });

  it('finds nothing where a change was undone', () => {
    const data = make();
    const before = snapshot(data);
    data.x[0] = 9;
    data.x[0] = 1;
    expect(changedSince(before, data, 'data')).toBeUndefined();
  });

  it('looks at a bare number, string or array as well', () => {
    expect(changedSince(snapshot(3), 3, 'data')).toBeUndefined();
    expect(changedSince(snapshot(3), 4, 'data')).toBe('data');
    expect(changedSince(snapshot(undefined), undefined, 'data')).toBeUndefined();
    expect(changedSince(snapshot([1, 2]), [1, 3], 'data')).toBe('data[1]');
  });

  it('follows data that contains itself', () => {
    const data: { x: number[]; self?: unknown } = { x: [1] };
    data.self = data;
    const before = snapshot(data);
    expect(changedSince(before, data, 'data')).toBeUndefined();
    data.x[0] = 2;
    expect(changedSince(before, data, 'data')).toBe('data.x[0]');
  });

  it('leaves functions and class instances out, but sees them exchanged', () => {
    const data = { map: new Map([['a', 1]]), f: () => 1 };
    const before = snapshot(data);
    data.map.set('a', 2);
    expect(changedSince(before, data, 'data')).toBeUndefined();
    expect(changedSince(before, { ...data, map: new Map() }, 'data')).toBe('data.map');
    expect(changedSince(before, { ...data, f: () => 1 }, 'data')).toBe('data.f');
  });
});

describe('snapshot', () => {
  it('is a copy: it does not follow later changes', () => {
    const data = make();
    const before = snapshot(data);
    data.X.data[0] = 9;
    (data.x[1] as number[])[0] = 9;
    expect(before).toEqual(make());
  });
});
