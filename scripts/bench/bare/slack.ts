/** A bare Bolt app: one command, one durable write, one answer. Its settings come in `BENCH_BARE`. */
import type { AddressInfo } from 'node:net';
import { App, ExpressReceiver, type RespondArguments } from '@slack/bolt';
import { type BareWrite, openWrite } from './write.ts';

const settings: BareWrite & { readonly signingSecret: string; readonly said: RespondArguments } = JSON.parse(
  process.env['BENCH_BARE'] ?? '',
);
const write = openWrite(settings);
const receiver = new ExpressReceiver({ signingSecret: settings.signingSecret });
const app = new App({
  receiver,
  authorize: async () => ({ botToken: 'xoxb-a-token', botId: 'BBOT', botUserId: 'UBOT' }),
});
app.command('/jalon', async ({ command, ack }) => {
  write(command.trigger_id);
  await ack(settings.said);
});
const server = receiver.app.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`http://127.0.0.1:${port}\n`);
});
// An orderly end writes what was compiled to the cache.
process.once('SIGTERM', () => process.exit(0));
