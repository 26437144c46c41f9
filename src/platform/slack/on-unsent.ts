import type { UnsentAct } from './acts.ts';
import { type Desk, keepForLater } from './desk.ts';

/**
 * Keeps what stands in a form that is not sent, for its next opening. Slack tells it while it is typed (`drawField`); of
 * a form that is closed it may tell nothing more, and what was kept last stays.
 */
export async function onUnsent(desk: Desk, act: UnsentAct): Promise<void> {
  const { command, values, viewId } = act;
  if (values === null) return;
  await desk.unsent.keep(viewId, async () => {
    await keepForLater(desk, act, { command, values });
  });
}
