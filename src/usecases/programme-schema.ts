import { z } from 'zod';
import { slug } from '../domain/kernel/text.ts';
import { readDay } from './day-text.ts';
import { quoted } from './programme-words.ts';

/** Bounds that no real programme comes near: they only stop a slip of the keyboard. */
const bounds = {
  text: 300,
  months: 36,
  workingDays: 120,
  years: 50,
  phases: 20,
  beneficiaries: 500,
  questions: 10,
  question: 150,
} as const;

const text = z.string().trim().min(1).max(bounds.text);

const identifier = text.refine((value) => slug(value) === value, {
  error: (issue) =>
    `${quoted(issue.input)} n'est pas un identifiant : écrivez-le en minuscules sans accent, avec des tirets (par exemple ${quoted(slug(String(issue.input)))})`,
});

/** A Paris day, written ISO or as in France, kept ISO. */
const day = z
  .string()
  .refine((value) => readDay(value) !== null, {
    error: (issue) =>
      `${quoted(issue.input)} n'est pas une date qui existe : écrivez-la AAAA-MM-JJ (par exemple 2026-12-31)`,
  })
  .transform((value) => String(readDay(value)));

/** Nine digits; YAML reads them as a number when they are not between quotes. */
const siren = z
  .union([z.string(), z.number()], { error: 'SIREN attendu : neuf chiffres entre guillemets' })
  .transform(String);

const webAddress = z.url({ protocol: /^https$/, error: 'adresse attendue, qui commence par https://' });
const mailAddress = z.email({ error: (issue) => `${quoted(issue.input)} n'est pas une adresse de courriel` });

function count(most: number): z.ZodType<number> {
  return z.number().int().min(1).max(most);
}

function orNull<T extends z.ZodType>(schema: T): z.ZodType<z.output<T> | null> {
  return z.preprocess((value) => value ?? null, schema.nullable());
}

const phase = z
  .strictObject({
    id: identifier,
    title: text,
    kind: z.enum(['audit', 'setup', 'use', 'assessment']),
    months: z.strictObject({
      planned: count(bounds.months),
      min: count(bounds.months),
      max: count(bounds.months),
    }),
  })
  .refine(({ months }) => months.min <= months.planned && months.planned <= months.max, {
    path: ['months'],
    error: 'durées incohérentes : il faut min ≤ planned ≤ max',
  });

const deliberation = z
  .strictObject({ number: orNull(text), votedOn: day, receivedOn: orNull(day) })
  .refine(({ votedOn, receivedOn }) => receivedOn === null || receivedOn >= votedOn, {
    path: ['receivedOn'],
    error: 'la réception en préfecture ne peut précéder le vote de la délibération',
  });

/** Art. 8, as the convention words it. */
const dataTransfer = z.enum(['due', 'on-request']);

/** A beneficiary as written, before the official register is asked. */
export const beneficiarySchema = z.strictObject({
  name: text,
  siren: siren.optional(),
  deliberation: orNull(deliberation),
  department: orNull(text),
  option: orNull(identifier),
  dataTransfer: orNull(dataTransfer),
});

export const phasesSchema = z.array(phase).min(1).max(bounds.phases);
export const daySchema = day;
export const sirenSchema = siren;

/** A made-up beneficiary of the trial: it must say that it is one. */
export const exampleSchema = beneficiarySchema.extend({ example: z.literal(true) });

/** The shape of a programme file: one track. Keys that it does not know are faults, so that no typing slip is lost. */
export const trackSchema = z.strictObject({
  id: identifier,
  title: text,
  thematique: text,
  mgp: z.strictObject({ name: text, siren }),
  convention: z.strictObject({ term: day }),
  start: day,
  phases: phasesSchema,
  assessment: z.strictObject({ before: day }),
  comop: z.strictObject({ everyMonths: count(bounds.months) }),
  withdrawal: orNull(z.strictObject({ on: orNull(day) })),
  deliverables: z.strictObject({ workingDays: count(bounds.workingDays) }),
  retention: z.strictObject({ years: count(bounds.years) }),
  contractor: orNull(z.strictObject({ name: text, email: orNull(mailAddress) })),
  kit: orNull(z.strictObject({ url: webAddress, version: text })),
  communication: z.strictObject({
    contact: orNull(text),
    email: orNull(mailAddress),
    guide: orNull(webAddress),
  }),
  options: z.record(identifier, text).default({}),
  data: z.strictObject({ transfer: dataTransfer }).default({ transfer: 'on-request' }),
  review: orNull(
    z.strictObject({
      questions: z.array(z.string().trim().min(1).max(bounds.question)).min(1).max(bounds.questions),
    }),
  ),
  beneficiaries: z.array(beneficiarySchema).max(bounds.beneficiaries),
});

/** The shape of a file of made-up beneficiaries for the trial. */
export const examplesSchema = z.strictObject({
  track: identifier,
  /** Somebody made up, where the programme names no e-mail for communication. */
  communication: orNull(z.strictObject({ email: mailAddress })),
  beneficiaries: z.array(exampleSchema).max(bounds.beneficiaries),
});

export type TrackInput = z.output<typeof trackSchema>;
export type BeneficiaryInput = z.output<typeof beneficiarySchema>;
