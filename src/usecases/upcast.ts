import type { Entry, JsonObject } from './ports.ts';

/**
 * How an entry that an earlier version wrote reads today. The journal itself is never rewritten: its hashes are those of
 * what was written. A function takes the data of any version of its type and gives the present one, so that it may meet
 * its own result. Each released version has its journal in test/fixtures/journals, which is read in the tests.
 */
const UPCASTS: Readonly<Record<string, (data: JsonObject) => JsonObject>> = {
  'programme-loaded': (data) => withCommunication(withConventionFacts(contractorOutOfFacts(data))),
  'beneficiary-added': (data) => ({ beneficiary: withTransfer(data['beneficiary'] as JsonObject) }),
};

/** The entry in the words of this version. */
export function upcast(entry: Entry): Entry {
  const change = UPCASTS[entry.type];
  return change === undefined ? entry : { ...entry, data: change(entry.data) };
}

/** 0.1.0 kept the contractor's e-mail among the facts; the contact is a person since, found again at the next start. */
function contractorOutOfFacts(data: JsonObject): JsonObject {
  if (data['contractorId'] !== undefined) return data;
  const facts = data['facts'] as JsonObject;
  const contractor = facts['contractor'] as JsonObject | null;
  const withoutEmail = contractor === null ? null : { ...contractor, email: null };
  return { facts: { ...facts, contractor: withoutEmail }, contractorId: null };
}

/** Before there was a register of obligations, nothing of these was read: the next start reads the programme file anew. */
function withConventionFacts(data: JsonObject): JsonObject {
  const facts = data['facts'] as JsonObject;
  const beneficiaries = (facts['beneficiaries'] as readonly JsonObject[]).map(withTransfer);
  const unknown = { options: [], dataTransfer: 'on-request', reviewQuestions: [] };
  return { ...data, facts: { ...unknown, ...facts, beneficiaries } };
}

/** Before texts were sent for an opinion, the file named no address for that. */
function withCommunication(data: JsonObject): JsonObject {
  const unknown = { communicationEmail: null, logotypeGuide: null };
  return { communicationId: null, ...data, facts: { ...unknown, ...(data['facts'] as JsonObject) } };
}

function withTransfer(beneficiary: JsonObject): JsonObject {
  return { dataTransfer: null, ...beneficiary };
}
