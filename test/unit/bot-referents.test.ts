import { afterAll, describe, expect, it } from '@jest/globals';
import type { Values } from '../../cards/model.ts';
import { erasedPerson } from '../../src/usecases/people.ts';
import { undelivered } from '../../src/usecases/undelivered.ts';
import {
  designate,
  formIn,
  openScene,
  openStaffedScene,
  type Received,
  said,
  saidBy,
  shownFaults,
} from '../support/bot.ts';
import { heldReminder } from '../support/changes.ts';
import { identities } from '../support/personas.ts';

const successor: Values = {
  nom: 'Léa Moreau',
  courriel: 'Lea.Moreau@choisyleroi.example',
  telephone: '+33 1 48 00 00 06',
  fonction: 'Directrice du numérique',
};

function receivedBy(received: readonly Received[], persona: string): readonly string[] {
  return received.filter(({ to }) => to === persona).map(({ card }) => saidBy(card));
}

afterAll(() => expect(shownFaults()).toEqual([]));

describe('asking to be a référent (art. 4)', () => {
  it('goes from the request to the receipt, and tells everybody', async () => {
    const scene = await openScene();
    await scene.say('stranger', 'inscription');
    const asked = await scene.submit('stranger', { telephone: '01 48 00 00 08', fonction: 'DSI' });
    expect(said(asked)).toBe(
      [
        'Demande enregistrée',
        'Votre demande pour Choisy-le-Roi est enregistrée le 12/03/2026 à 10 h 42.',
        'La Métropole du Grand Paris doit la confirmer. Vous recevrez sa réponse ici.',
      ].join('\n'),
    );
    const told = await scene.flush();
    expect(told.map(({ to }) => to).sort()).toEqual(['coordinator', 'otherCoordinator']);
    expect(receivedBy(told, 'coordinator')[0]).toContain('Courriel vérifié : hugo.noir@ailleurs.example');
    const confirmed = await scene.press('coordinator', 'Confirmer');
    expect(said(confirmed)).toContain(
      'La désignation de référent projet est enregistrée le 12/03/2026 à 10 h 42 (n° REF-2026-0001).',
    );
    const after = await scene.flush();
    expect(after.map(({ to, card }) => [to, card.name]).sort()).toEqual([
      ['otherCoordinator', 'referent-changed-notice'],
      ['stranger', 'referent-welcome'],
    ]);
    expect(receivedBy(after, 'stranger')[0]).toContain(
      'Prochaines échéances\n- Mise en place et formation, fin : dimanche 31/05/2026',
    );
    expect(said(await scene.say('stranger', 'referent voir'))).toContain('Nom : Hugo Noir\nFonction : DSI');
  });

  it('is refused a second time while it waits, and says since when', async () => {
    const scene = await openScene();
    await scene.fill('stranger', 'inscription', { telephone: '01 48 00 00 08' });
    scene.at('2026-03-16');
    const again = await scene.fill('stranger', 'inscription', { telephone: '01 48 00 00 08' });
    expect(said(again)).toContain(
      "Votre demande pour Choisy-le-Roi est déjà enregistrée depuis le 12/03/2026. La Métropole vous répondra ; il n'y a rien d'autre à faire.",
    );
  });

  it('is settled once: another coordinator is told what was answered', async () => {
    const scene = await openScene();
    await scene.fill('stranger', 'inscription', { telephone: '01 48 00 00 08' });
    await scene.flush();
    await scene.press('coordinator', 'Confirmer');
    const late = await scene.press('otherCoordinator', 'Confirmer');
    expect(late).toMatchObject({ kind: 'refused', form: null });
    expect(said(late)).toContain("Cette demande a déjà été acceptée le 12/03/2026. Rien n'a été changé.");
  });

  it('is refused by one button; the person is told, nothing is granted', async () => {
    const scene = await openScene();
    await scene.fill('stranger', 'inscription', { telephone: '01 48 00 00 08' });
    await scene.flush();
    expect(said(await scene.press('coordinator', 'Refuser'))).toContain(
      'La demande de Hugo Noir pour Choisy-le-Roi est refusée. La personne en est informée.',
    );
    expect(receivedBy(await scene.flush(), 'stranger')[0]).toContain(
      "n'a pas confirmé votre demande pour Choisy-le-Roi",
    );
    expect(said(await scene.press('otherCoordinator', 'Confirmer'))).toContain(
      'Cette demande a déjà été refusée le 12/03/2026.',
    );
    expect((await scene.say('stranger', 'calendrier')).kind).toBe('refused');
  });

  it('is not told to coordinators once it was settled', async () => {
    const scene = await openScene();
    await scene.fill('stranger', 'inscription', { telephone: '01 48 00 00 08' });
    const [message] = await scene.messages();
    const ask = { commune: 'choisy-le-roi', demande: String(message?.data['requestId']) };
    await scene.ask('coordinator', { kind: 'run', command: 'inscription confirmer', values: ask });
    expect((await scene.flush()).map(({ card }) => card.name)).not.toContain('access-asked');
  });

  it('needs an e-mail that the platform vouches for', async () => {
    const scene = await openScene();
    await scene.open('stranger', 'inscription');
    const reply = await scene.submit(
      'stranger',
      { telephone: '01 48 00 00 08' },
      { visitor: { email: null } },
    );
    expect(said(reply)).toContain("Votre compte n'indique aucun courriel vérifié");
  });

  it('a deputy needs a référent to stand in for', async () => {
    const scene = await openScene();
    const reply = await scene.fill('stranger', 'inscription', {
      role: 'suppleant',
      telephone: '01 48 00 00 08',
    });
    expect(said(reply)).toContain(
      "Choisy-le-Roi n'a pas encore de référent nominatif : désignez d'abord le référent, puis son suppléant.",
    );
    expect(Object.keys(formIn(reply).errors)).toEqual(['role']);
    const change = { commune: 'choisy-le-roi', ...successor, role: 'Suppléant' };
    expect(said(await scene.fill('coordinator', 'referent changer', change))).toContain(
      "désignez d'abord le référent",
    );
  });

  it('may be for a deputy; the coordinators see who is in place', async () => {
    const scene = await openStaffedScene();
    await scene.fill('stranger', 'inscription', {
      commune: 'choisy-le-roi',
      role: 'suppleant',
      telephone: '01 48 00 00 08',
    });
    const told = receivedBy(await scene.flush(), 'coordinator')[0];
    expect(told).toContain('Hugo Noir demande à être suppléant(e) de Choisy-le-Roi');
    expect(told).toContain('Personne en place : Paul Durand');
    const confirmed = await scene.press('coordinator', 'Confirmer');
    expect(said(confirmed)).toContain('Le changement de suppléant est enregistré');
    const after = await scene.flush();
    expect(receivedBy(after, 'deputy')[0]).toContain("Choisy-le-Roi : vous n'êtes plus suppléant(e)");
    expect(receivedBy(after, 'stranger')[0]).toContain(
      'Vous êtes suppléant(e) du référent projet de Choisy-le-Roi',
    );
  });

  it('by somebody known corrects what is known of them', async () => {
    const scene = await openStaffedScene();
    await scene.fill('deputy', 'inscription', {
      commune: 'nanterre',
      role: 'suppleant',
      nom: 'Paul A. Durand',
      telephone: '01 48 00 00 44',
    });
    expect(await scene.person('deputy')).toMatchObject({ name: 'Paul A. Durand', phone: '+33148000044' });
  });

  it('is refused for what does not exist', async () => {
    const scene = await openStaffedScene();
    for (const command of ['inscription confirmer', 'inscription refuser']) {
      const values = { commune: 'choisy-le-roi', demande: 'nowhere' };
      const reply = await scene.ask('coordinator', { kind: 'run', command, values });
      expect(said(reply)).toContain("Cette demande n'existe pas ou n'est plus dans le programme.");
    }
  });

  it('what the predecessor held back goes to who takes over at once, by request as by designation', async () => {
    const scene = await openStaffedScene();
    const key = await heldReminder(scene, '2026-06-15T07:00:00Z');
    await scene.fill('stranger', 'inscription', { commune: 'choisy-le-roi', telephone: '01 48 00 00 08' });
    await scene.flush();
    expect((await scene.store.message(key))?.notBeforeAt).toBe('2026-06-15T07:00:00Z');
    await scene.press('coordinator', 'Confirmer');
    expect((await scene.store.message(key))?.notBeforeAt).toBe(scene.now.toString());
    const other = await openStaffedScene();
    const held = await heldReminder(other, '2026-06-15T07:00:00Z');
    await designate(other, 'choisy-le-roi', 'referent', 'successor');
    expect((await other.store.message(held))?.notBeforeAt).toBe(other.now.toString());
  });

  it('confirmed before a change that is still to come: each takes over on their day', async () => {
    const scene = await openStaffedScene();
    const planned = { commune: 'choisy-le-roi', ...successor, 'a-compter-du': '01/04/2026' };
    await scene.fill('coordinator', 'referent changer', planned);
    await scene.fill('stranger', 'inscription', { commune: 'choisy-le-roi', telephone: '01 48 00 00 08' });
    await scene.flush();
    expect(said(await scene.press('coordinator', 'Confirmer'))).toContain('Prend la suite de : Amina Diallo');
    expect((await scene.say('stranger', 'calendrier')).kind).toBe('card');
    scene.at('2026-04-01');
    expect((await scene.say('stranger', 'calendrier')).kind).toBe('refused');
    expect((await scene.say('successor', 'calendrier')).kind).toBe('card');
  });

  it('confirmed again by another request: who holds the role already changes nothing', async () => {
    const scene = await openScene();
    await scene.fill('stranger', 'inscription', { telephone: '01 48 00 00 08' });
    await scene.flush();
    await designate(scene, 'choisy-le-roi', 'referent', 'stranger');
    const confirm = (await scene.messages()).find(({ topic }) => topic === 'access-asked');
    const values = { commune: 'choisy-le-roi', demande: String(confirm?.data['requestId']) };
    const reply = await scene.ask('coordinator', { kind: 'run', command: 'inscription confirmer', values });
    expect(said(reply)).toContain("Hugo Noir remplit déjà ce rôle. Rien n'a été changé.");
    expect(reply).toMatchObject({ form: null });
  });
});

describe('changing the référent (art. 4)', () => {
  it('from today: receipt, notices to the old, the new and MGP, rights that move', async () => {
    const scene = await openStaffedScene();
    const reply = await scene.fill('referent', 'referent changer', {
      ...successor,
      motif: 'Congé de maternité',
    });
    expect(said(reply)).toBe(
      [
        'Changement enregistré',
        'Le changement de référent projet est enregistré le 12/03/2026 à 10 h 42 (n° REF-2026-0004).',
        'La Métropole du Grand Paris en est informée (convention, art. 4 : « sans délai »).',
        'Collectivité : Choisy-le-Roi',
        'À compter du : 12/03/2026',
        'Référent : Léa Moreau',
        'Fonction : Directrice du numérique',
        'Courriel : lea.moreau@choisyleroi.example',
        'Téléphone : 01 48 00 00 06',
        'Prend la suite de : Amina Diallo',
        'Les rappels à venir lui sont adressés dès maintenant.',
      ].join('\n'),
    );
    const received = await scene.flush();
    expect(received.map(({ to, card }) => [to, card.name]).sort()).toEqual([
      ['coordinator', 'referent-changed-notice'],
      ['otherCoordinator', 'referent-changed-notice'],
      ['referent', 'referent-farewell'],
      ['successor', 'referent-welcome'],
    ]);
    expect(receivedBy(received, 'coordinator')[0]).toContain(
      'Déclaration n° REF-2026-0004, reçue le 12/03/2026 à 10 h 42, faite par Amina Diallo.',
    );
    expect(receivedBy(received, 'coordinator')[0]).toContain('Motif : Congé de maternité');
    expect((await scene.say('referent', 'calendrier')).kind).toBe('refused');
    expect((await scene.say('successor', 'calendrier')).kind).toBe('card');
  });

  it('the reason reaches the coordinators and nobody else, and is never journaled', async () => {
    const scene = await openStaffedScene();
    await scene.fill('referent', 'referent changer', { ...successor, motif: 'Congé de maternité' });
    const received = await scene.flush();
    const others = received.filter(({ to }) => !to.toLowerCase().includes('coordinator'));
    expect(others.map(({ card }) => saidBy(card)).join('\n')).not.toContain('maternité');
    expect(JSON.stringify(await scene.journal())).not.toContain('maternité');
  });

  it('from a day to come: nothing changes before it', async () => {
    const scene = await openStaffedScene();
    const reply = await scene.fill('referent', 'referent changer', {
      ...successor,
      'a-compter-du': '01/04/2026',
    });
    expect(said(reply)).toContain(
      'Les rappels lui seront adressés à partir du 01/04/2026 ; jusque-là, rien ne change.',
    );
    expect((await scene.say('referent', 'calendrier')).kind).toBe('card');
    expect((await scene.say('successor', 'calendrier')).kind).toBe('refused');
    scene.at('2026-04-01');
    expect((await scene.say('referent', 'calendrier')).kind).toBe('refused');
    expect((await scene.say('successor', 'calendrier')).kind).toBe('card');
  });

  it('from a week back or less: taken as it is', async () => {
    const scene = await openScene();
    const reply = await scene.fill('coordinator', 'referent changer', {
      ...successor,
      'a-compter-du': '05/03/2026',
    });
    expect(said(reply)).toContain('Désignation enregistrée');
  });

  it('from further back: asked about first, and declared today', async () => {
    const scene = await openScene();
    const reply = await scene.fill('coordinator', 'referent changer', {
      ...successor,
      fonction: '',
      motif: 'Oubli',
      'a-compter-du': '02/01/2026',
    });
    expect(said(reply)).toBe(
      [
        'Date passée',
        'La date du 02/01/2026 est passée. Souhaitez-vous déclarer un changement déjà intervenu ?',
        'La date de déclaration restera celle de ce jour.',
      ].join('\n'),
    );
    expect(scene.button('coordinator', 'Corriger')).toMatchObject({
      kind: 'form',
      values: { nom: 'Léa Moreau', motif: 'Oubli' },
    });
    const done = await scene.press('coordinator', 'Oui, déjà intervenu');
    expect(said(done)).toContain('est enregistrée le 12/03/2026 à 10 h 42');
    expect(said(done)).toContain('À compter du : 02/01/2026');
  });

  it('a coordinator replaces a référent who has left, without them', async () => {
    const scene = await openStaffedScene();
    const reply = await scene.fill('coordinator', 'referent changer', {
      commune: 'Choisy-le-Roi',
      ...successor,
    });
    expect(said(reply)).toContain('Prend la suite de : Amina Diallo');
  });

  it('a référent cannot rewrite what is known of somebody, a coordinator can', async () => {
    const scene = await openStaffedScene();
    const named = {
      ...successor,
      nom: 'Autre Nom',
      courriel: identities.deputy.email,
      telephone: '01 48 00 00 99',
    };
    await scene.fill('referent', 'referent changer', named);
    expect(await scene.person('deputy')).toMatchObject({
      name: 'Paul Durand',
      phone: '+33148000004',
      position: 'Directrice du numérique',
    });
    const corrected = { commune: 'nanterre', ...named, fonction: '', role: 'suppleant' };
    await scene.fill('coordinator', 'referent changer', corrected);
    expect(await scene.person('deputy')).toMatchObject({
      name: 'Autre Nom',
      phone: '+33148000099',
      position: 'Directrice du numérique',
    });
  });

  it('somebody whose data were erased has no name left, the history stands', async () => {
    const scene = await openStaffedScene();
    const person = await scene.person('deputy');
    const row = person === undefined ? undefined : scene.world.people.byId(person.id);
    if (person === undefined || row === undefined) throw new TypeError('no deputy');
    await scene.store.append(
      undelivered({
        recordedAt: scene.now.toString(),
        actor: 'system',
        correlationId: 'erasure',
        people: [
          {
            person: erasedPerson(person.id),
            expectedRevision: row.revision,
          },
        ],
      }),
    );
    const file = said(await scene.say('referent', 'referent voir'));
    expect(file).toContain('Suppléant\nNom : personne effacée');
    expect(file).toContain(
      '12/03/2026 : personne effacée, suppléant (n° REF-2026-0002, déclaré le 12/03/2026 à 10 h 42)',
    );
    expect((await scene.say('deputy', 'calendrier')).kind).toBe('refused');
  });
});

describe('the référents of the programme (art. 4)', () => {
  it('a department alone is no référent', async () => {
    const scene = await openScene();
    expect(said(await scene.say('coordinator', 'référent VOIR'))).toContain(
      'La délibération désigne un service, « Direction Numérique et Réseaux », sans nommer personne. La convention (art. 4) demande un courriel et un téléphone.',
    );
    await scene.say('coordinator', 'commune ajouter Nanterre');
    const missing = await scene.say('coordinator', 'referent manquants');
    expect(said(missing)).toBe(
      [
        'Référents manquants',
        '2 collectivités sur 2 sans référent nominatif (convention, art. 4).',
        '- Choisy-le-Roi (service désigné : Direction Numérique et Réseaux)',
        '- Nanterre',
        "Jalon ne peut pas les relancer : personne n'y est enregistré, il n'a donc personne à qui écrire. Relancez-les par vos propres moyens ; la liste se télécharge.",
      ].join('\n'),
    );
    const form = formIn(await scene.press('coordinator', 'Désigner : Nanterre'));
    expect(form.values).toMatchObject({
      commune: 'nanterre',
      role: 'referent',
      'a-compter-du': '12/03/2026',
    });
    expect(said(await scene.say('coordinator', 'referent voir nanterre'))).toContain(
      "Aucun référent nominatif n'est désigné.",
    );
  });

  it('says so when none is missing', async () => {
    const scene = await openStaffedScene();
    expect(said(await scene.say('coordinator', 'referent manquants'))).toContain(
      'Chaque collectivité (2) a un référent nominatif.',
    );
  });
});

describe('personal data (RGPD)', () => {
  it('never enters the journal: people are named by id', async () => {
    const scene = await openStaffedScene();
    await scene.fill('stranger', 'inscription', {
      commune: 'choisy-le-roi',
      telephone: '01 48 00 00 08',
      fonction: 'DSI',
    });
    await scene.fill('referent', 'referent changer', { ...successor, motif: 'Départ' });
    await scene.fill('successor', 'etape retard', {
      etape: 'setup',
      date: '15/07/2026',
      cause: 'Salle indisponible',
    });
    await scene.press('successor', 'Transmettre');
    const journal = JSON.stringify(await Array.fromAsync(scene.store.journal()));
    for (const { name, email, phone } of Object.values(identities)) {
      expect(journal).not.toContain(name);
      expect(journal).not.toContain(email);
      expect(journal).not.toContain(phone.replaceAll(' ', '').slice(1));
    }
    expect(journal).not.toContain('Départ');
  });
});
