const key = 'jalon-essai';

/** What this tab remembers over a reload: who one is, and what was read; nothing of another run of the process. */
export function recall(boot) {
  const memory = JSON.parse(sessionStorage.getItem(key) ?? '{}');
  return { currentId: memory.currentId ?? null, seen: memory.boot === boot ? memory.seen : {} };
}

export function remember(memory) {
  sessionStorage.setItem(key, JSON.stringify(memory));
}
