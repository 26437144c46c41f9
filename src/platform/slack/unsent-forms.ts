/** Forms that stand open: what is typed in them is kept, one write at a time for each, the last one winning. */
export interface UnsentForms {
  /** Does `work`, which must not reject, unless something newer comes first or the form was sent. */
  keep(viewId: string, work: () => Promise<void>): Promise<void>;
  /** The form is sent: what still comes of it is let go. Resolves once nothing of it is being kept. */
  hold(viewId: string): Promise<void>;
  /** It was refused and stays open. */
  release(viewId: string): void;
}

/** How many forms that were sent are remembered: what Slack tells of one may come after it. */
const rememberedForms = 1_000;

export function createUnsentForms(): UnsentForms {
  const underWay = new Map<string, Promise<void>>();
  const latest = new Map<string, () => Promise<void>>();
  const sent = new Set<string>();

  async function keepAll(viewId: string): Promise<void> {
    for (let work = latest.get(viewId); work !== undefined; work = latest.get(viewId)) {
      latest.delete(viewId);
      if (!sent.has(viewId)) await work();
    }
    underWay.delete(viewId);
  }

  return {
    keep(viewId, work) {
      latest.set(viewId, work);
      const keeping = underWay.get(viewId) ?? Promise.resolve().then(() => keepAll(viewId));
      underWay.set(viewId, keeping);
      return keeping;
    },
    async hold(viewId) {
      sent.add(viewId);
      const [oldest] = sent;
      if (sent.size > rememberedForms && oldest !== undefined) sent.delete(oldest);
      await underWay.get(viewId);
    },
    release: (viewId) => {
      sent.delete(viewId);
    },
  };
}
