import type { Form } from '../../cards/model.ts';
import { rolesOf } from './actor.ts';
import type { Request } from './bot.ts';
import type { Command } from './command.ts';
import { contextNow } from './context.ts';
import type { Core } from './core.ts';
import { formOf } from './forms.ts';

/**
 * The form that was sent while the records could not be reached: it stays open with its text, since nothing of it was
 * recorded. Drawn from what was last read of them. Null for anything else that was asked, and for somebody of whom that
 * does not say that they may use the command.
 */
export function formStillOpen(
  parts: Core & { readonly commands: readonly Command[] },
  { ask, visitor }: Pick<Request, 'ask' | 'visitor'>,
): Form | null {
  if (ask.kind !== 'submit') return null;
  const command = parts.commands.find(({ word }) => word === ask.command);
  if (command === undefined) return null;
  const context = contextNow(parts, visitor);
  const roles = rolesOf(context.actor);
  return command.roles.some((role) => roles.has(role)) ? formOf(command, context, ask.values) : null;
}
