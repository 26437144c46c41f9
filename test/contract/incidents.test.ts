import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { commands } from '../../src/usecases/commands.ts';
import { fileOf } from '../support/given-files.ts';
import { valuesFor } from '../support/rights.ts';
import { type Company, openCompany } from './drivers/company.ts';
import { type Mounted, platforms } from './drivers/mounted.ts';
import { people } from './drivers/people.ts';
import { folded, type LocalFiles, type Shown, type Talk } from './drivers/shown.ts';

/** A Tuesday, 10 h in Paris; five hours later, and that evening: four and eight working hours have passed. */
const START = '2026-01-27T09:00:00Z';
const RAISED = '2026-01-27T14:00:00Z';
const RAISED_BY_MAIL = '2026-01-27T17:30:00Z';
const FIRST = 'INC-2026-0001';
const FACTS = 'La plateforme renvoie une erreur à chaque recherche.';
const malfunction = { nature: 'dysfonctionnement', faits: FACTS, consequence: 'aucune' };
const locked = { ...malfunction, nature: 'prestataire', faits: 'Le prestataire ne répond plus du tout.' };

describe.each(platforms)('the life of an incident report (art. 3) on %s', (platform) => {
  let mounted: Mounted;
  let amina: Talk;
  let camille: Talk;
  let nadia: Talk;
  let ines: Talk;

  let recorded: Company['recorded'];
  let agreed: Company['agreed'];

  beforeEach(async () => {
    const company = await openCompany(platform, START, [
      people.amina,
      people.camille,
      people.nadia,
      people.ines,
    ]);
    ({ mounted, recorded, agreed } = company);
    [amina, camille, nadia, ines] = company.talks as [Talk, Talk, Talk, Talk];
  });

  afterEach(() => mounted.close());

  /** Amina writes a report; everybody is told. */
  async function report(
    values: Readonly<Record<string, string>> = malfunction,
    files?: LocalFiles,
  ): Promise<Shown> {
    await amina.say('incident');
    const shown = await agreed(amina.submit(values, undefined, files));
    await mounted.beat();
    return shown;
  }

  it('is written, with its receipt; the coordinators and the contractor are alerted at once', async () => {
    const receipt = await report();
    expect(receipt.text).toContain(
      `Votre signalement écrit est enregistré : ${FIRST}, le 27/01/2026 à 10 h 00.`,
    );
    expect(receipt.text).toContain("Empreinte de l'enregistrement");
    expect(receipt.text).toContain(FACTS);
    expect(receipt.buttons).toEqual(['Télécharger le PDF', 'Compléter']);
    for (const talk of [camille, nadia]) {
      const alert = await talk.received(`Signalement écrit ${FIRST} de Choisy-le-Roi.`);
      expect(alert.buttons).toEqual(['Accuser réception', 'Demander un complément', 'Affecter', 'Clore']);
    }
    const told = await ines.received(`Signalement écrit ${FIRST} de Choisy-le-Roi.`);
    expect(told.buttons).toEqual(['Répondre', 'Voir le signalement']);
    if (platform === 'mail') {
      const mail = await amina.received(`Reçu ${FIRST}`);
      expect(mail.text).toContain('Le reçu au format PDF est joint.');
    }
  });

  it('is acknowledged, answered, completed, closed and reopened by buttons; each step is told', async () => {
    await report();
    const alert = await camille.received(`Signalement écrit ${FIRST}`);
    const taken = await agreed(camille.press('Accuser réception', alert));
    expect(taken.text).toContain('Le signalement est pris en compte. Son auteur en est informé.');
    const second = await agreed(
      nadia.press('Accuser réception', await nadia.received(`Signalement écrit ${FIRST}`)),
    );
    expect(second.text).toMatch(
      /camille\S* ?\S* a pris ce signalement en compte le 27\/01\/2026 à 10 h 00\. Aucune action n'est nécessaire\./iu,
    );
    expect(await recorded('incident-acknowledged')).toHaveLength(1);
    await mounted.beat();
    const told = await amina.received('(Métropole), pris en compte');
    await agreed(amina.press('Compléter', told));
    await agreed(amina.submit({ complement: 'Seulement le matin.' }));
    await mounted.beat();
    const added = await camille.received('complément : Seulement le matin.');
    await agreed(camille.press('Répondre', added));
    await agreed(camille.submit({ reponse: 'Le prestataire cherche.' }));
    const card = await agreed(camille.say(`incident voir ${FIRST}`));
    await agreed(camille.press('Clore', card));
    const refused = await camille.submit({ suite: '' });
    expect(`${refused.text} ${Object.values(refused.errors).map(folded).join(' ')}`).toMatch(
      /Indiquez la suite donnée avant de clore\.|Ce renseignement est nécessaire\./u,
    );
    await agreed(camille.submit({ suite: 'Réparé.' }));
    await mounted.beat();
    await amina.received('clos : Réparé.');
    await agreed(amina.press('Rouvrir', await agreed(amina.say(`incident voir ${FIRST}`))));
    await agreed(amina.submit({ motif: 'Revenu.' }));
    const whole = await agreed(amina.say(`incident voir ${FIRST}`));
    expect(whole.title).toContain('(rouvert)');
    for (const step of [
      'pris en compte',
      'complément : Seulement le matin.',
      'réponse : Le prestataire cherche.',
      'clos : Réparé.',
      'rouvert : Revenu.',
    ])
      expect(whole.text).toContain(step);
  }, 30_000);

  it('with an attachment: named, and downloaded by those who may read it', async () => {
    const photo = { name: 'photo.png', bytes: fileOf('png') };
    const shown = await report(malfunction, { pieces: [photo] });
    if (platform === 'teams' || platform === 'web') {
      // A dialog of Teams and the trial page have no field for files: on Teams they come with a message (teams-files.test.ts).
      expect(shown.text).not.toContain('Pièces jointes');
      return;
    }
    expect(shown.text).toContain('Pièces jointes : photo.png');
    const card = await agreed(camille.say(`incident voir ${FIRST}`));
    expect(card.buttons.some((label) => label.startsWith('photo.png'))).toBe(true);
    expect(await recorded('incident-reported')).toMatchObject([
      { files: [{ name: 'photo.png', kind: 'png' }] },
    ]);
  });

  it('what is no written report comes back with what was typed, and records nothing', async () => {
    await amina.say('incident');
    const short = await amina.submit({ ...malfunction, faits: 'Panne' });
    expect(folded(short.errors['faits'] ?? '')).toContain('Merci de décrire les faits en quelques mots');
    const future = await amina.submit({ faits: FACTS, 'constate-le': '2026-01-28' });
    expect(folded(future.errors['constate-le'] ?? '')).toContain('ne peut être postérieure à cet instant');
    expect(future.fields.find(({ name }) => name === 'faits')?.value).toBe(FACTS);
    const days = await amina.submit({ 'constate-le': '2026-01-27', consequence: 'certaine' });
    expect(folded(days.errors['jours'] ?? '')).toContain('indiquez le retard en jours');
    expect(await recorded('incident-reported')).toEqual([]);
    const done = await agreed(amina.submit({ jours: '5' }));
    expect(done.text).toContain('certaine, de 5 jours');
    const delay = await agreed(amina.press('Signaler un retard', done));
    expect(delay.fields.find(({ name }) => name === 'cause')?.value).toBe(FACTS);
  });

  it('facts that hold mentions, Markdown and HTML are shown as they were typed', async () => {
    const faits = '<!channel> *gras* _x_ [lien](https://exemple.fr) <b>&amp; fin</b>';
    expect((await report({ ...malfunction, faits })).text).toContain(faits);
    const alert = await camille.received(`Signalement écrit ${FIRST}`);
    expect(alert.text).toContain(faits);
    expect(JSON.stringify(alert.raw)).not.toContain('mrkdwn');
  });

  it('that nobody acknowledges is told again to every coordinator', async () => {
    await report();
    mounted.setClock(RAISED);
    await mounted.beat();
    for (const talk of [camille, nadia]) {
      const raised = await talk.received("Ce signalement attend d'être pris en compte");
      expect(raised.title).toContain(`Sans prise en compte\u00a0: ${FIRST}`);
    }
    mounted.setClock(RAISED_BY_MAIL);
    await mounted.beat();
    expect(await recorded('incident-raised')).toHaveLength(2);
    for (const talk of [camille, nadia]) await talk.received('pris en compte depuis 8 h 30 ouvrées.');
  });

  it('when the disk is full: « Rien n’a été enregistré », and the form stays with its text', async () => {
    await amina.say('incident');
    mounted.fillDisk();
    const shown = await amina.submit({ ...malfunction });
    expect(shown.text).toContain("Rien n'a été enregistré.");
    const reply = mounted.replies.at(-1);
    expect(reply).toMatchObject({ kind: 'refused', form: { command: 'incident', values: { faits: FACTS } } });
    // In a conversation of Teams the refusal takes the form's place, and the form follows it.
    if (platform !== 'teams') expect(shown.fields.find(({ name }) => name === 'faits')?.value).toBe(FACTS);
    expect(await recorded('incident-reported')).toEqual([]);
  });

  it('when the records cannot even be read: nothing is said to be recorded', async () => {
    await amina.say('incident');
    mounted.breakStore();
    const said = await amina.submit({ ...malfunction }).then(
      ({ text }) => text,
      // A page says so with its status.
      (error: RangeError) => error.message.replaceAll('&#39;', "'"),
    );
    expect(said).toContain("Rien n'a été enregistré.");
  });

  it('a difficulty with the contractor: the contractor neither hears of it nor finds it, whatever it asks for', async () => {
    const receipt = await report(locked);
    expect(receipt.text).toContain('Copie adressée à la Métropole et à votre courriel');
    await camille.received(`Signalement écrit ${FIRST}`);
    await camille.say(`incident repondre ${FIRST} "Réponse secrète"`);
    await camille.say(`incident clore ${FIRST} "Suite secrète"`);
    await mounted.beat();
    mounted.setClock(RAISED_BY_MAIL);
    await mounted.beat();
    const secrets = [locked.faits, 'Réponse secrète', 'Suite secrète'];
    const expectNothing = (shown: string) => {
      for (const secret of secrets) expect(folded(shown)).not.toContain(secret);
    };
    expect(ines.inbox().filter(({ text }) => text.includes(FIRST))).toEqual([]);
    expect((await agreed(ines.say('signalements'))).text).toContain('Aucun signalement.');
    for (const { word, fields } of commands) {
      const incident = { incident: FIRST, reponse: 'Vu', suite: 'Vu', motif: 'Vu', complement: 'Vu' };
      const named = Object.entries(incident).filter(([name]) => fields[name] !== undefined);
      const command = commands.find((one) => one.word === word);
      if (command === undefined) throw new RangeError(word);
      const values = { ...valuesFor(command, 'choisy-le-roi'), ...Object.fromEntries(named) };
      for (const kind of ['form', 'run', 'submit'] as const) {
        const shown = await mounted.forge.send(people.ines, { kind, command: word, values }, people.camille);
        expectNothing(shown);
      }
    }
    expectNothing(JSON.stringify(ines.inbox().map(({ text }) => text)));
    expect(await recorded('incident-answered')).toMatchObject([{ as: 'mgp' }]);
  }, 60_000);
});
