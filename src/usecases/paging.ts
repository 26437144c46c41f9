/** One page of a long list; pages count from 1. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly page: number;
  readonly pages: number;
  /** Rank in the whole list of the first item, from 1. */
  readonly first: number;
}

/** The page that a button asks for; the nearest one there is when the list has become shorter since, or for anything else. */
export function pageOf<T>(all: readonly T[], asked: string | undefined, size: number): Page<T> {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const wanted = /^\d{1,6}$/u.test(asked ?? '') ? Number(asked) : 1;
  const page = Math.min(pages, Math.max(1, wanted));
  const start = (page - 1) * size;
  return { items: all.slice(start, start + size), page, pages, first: start + 1 };
}
