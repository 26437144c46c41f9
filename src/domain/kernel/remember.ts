/**
 * A pure function of one object that never changes, computed once for each: as long as the object lives, so does its
 * value.
 */
export function remembered<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, Value>();
  return (key) => known.getOrInsertComputed(key, compute);
}
