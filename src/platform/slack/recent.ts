/** Tells whether a key comes for the first time among the last `size` ones. */
export function createRecent(size: number): (key: string) => boolean {
  const keys = new Set<string>();
  return (key) => {
    if (keys.has(key)) return false;
    keys.add(key);
    const [oldest] = keys;
    if (keys.size > size && oldest !== undefined) keys.delete(oldest);
    return true;
  };
}
