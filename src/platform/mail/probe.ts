import { createTransport } from 'nodemailer';
import { smtpFault } from './smtp-fault.ts';

const STEP_TIMEOUT_MS = 5000;

/** Connects, greets, logs in and leaves: nothing is sent. Throws `DeliveryError` when the server refuses or is away. */
export async function probeSmtp(smtpUrl: string): Promise<void> {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: STEP_TIMEOUT_MS,
    greetingTimeout: STEP_TIMEOUT_MS,
    socketTimeout: STEP_TIMEOUT_MS,
    dnsTimeout: STEP_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.verify();
  } catch (error) {
    throw smtpFault(error);
  } finally {
    transport.close();
  }
}
