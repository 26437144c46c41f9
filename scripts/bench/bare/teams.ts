/** A bare botbuilder bot: one message, one durable write, one answer. Its settings come in `BENCH_BARE`. */
import type { AddressInfo } from 'node:net';
import { type Activity, CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { AuthenticationConstants, PasswordServiceClientCredentialFactory } from 'botframework-connector';
import express from 'express';
import { type BareWrite, openWrite } from './write.ts';

interface Settings extends BareWrite {
  readonly appId: string;
  readonly openIdMetadataUrl: string;
  readonly said: Partial<Activity>;
}

type Signer = Awaited<ReturnType<PasswordServiceClientCredentialFactory['createCredentials']>>;

/** A token that is always there, as it is for an hour once it was fetched: Microsoft's client takes no loopback address. */
class HeldToken extends PasswordServiceClientCredentialFactory {
  override async createCredentials(): Promise<Signer> {
    return {
      signRequest: async (request) => {
        request.headers.set('authorization', 'Bearer a-held-token');
        return request;
      },
    };
  }
}

const settings: Settings = JSON.parse(process.env['BENCH_BARE'] ?? '');
const write = openWrite(settings);
const adapter = new CloudAdapter(
  new ConfigurationBotFrameworkAuthentication(
    {
      MicrosoftAppId: settings.appId,
      MicrosoftAppPassword: 'a-password',
      MicrosoftAppType: 'MultiTenant',
      ToChannelFromBotLoginUrl: AuthenticationConstants.ToChannelFromBotLoginUrl,
      ToChannelFromBotOAuthScope: AuthenticationConstants.ToChannelFromBotOAuthScope,
      ToBotFromChannelTokenIssuer: AuthenticationConstants.ToBotFromChannelTokenIssuer,
      OAuthUrl: AuthenticationConstants.OAuthUrl,
      ToBotFromChannelOpenIdMetadataUrl: settings.openIdMetadataUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: settings.openIdMetadataUrl,
      CallerId: 'urn:botframework:azure',
    },
    new HeldToken(settings.appId, 'a-password', ''),
  ),
);
const app = express();
app.use(express.json());
app.post('/api/messages', (request, response) =>
  adapter.process(request, response, async (context) => {
    write(String(context.activity.id));
    await context.sendActivity(settings.said);
  }),
);
const server = app.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`http://127.0.0.1:${port}\n`);
});
// An orderly end writes what was compiled to the cache.
process.once('SIGTERM', () => process.exit(0));
