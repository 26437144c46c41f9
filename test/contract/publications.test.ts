import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MAIL_LINK_HOURS } from '../../src/usecases/links.ts';
import { type Company, openCompany } from './drivers/company.ts';
import { type Mounted, platforms } from './drivers/mounted.ts';
import { people } from './drivers/people.ts';
import { folded, type Shown, type Talk } from './drivers/shown.ts';

/** A Tuesday, 10 h in Paris; three working days later, at 9 h, is Friday 30/01/2026. */
const START = '2026-01-27T09:00:00Z';
const RECALLED = '2026-01-30T08:00:00Z';
/** A day after the links of a mail have ended. */
const EXPIRED = '2026-02-18T10:00:00Z';
const PAGE = 'https://www.choisyleroi.example/actualites/ia';
const TEXT = 'Venez essayer <b>la solution</b> & *donnez* votre avis, jeudi à 19 h.';
const post = { support: 'reseau-social', titre: 'Venez essayer', public: 'habitants', lien: PAGE };
const draft = { support: 'affiche', titre: 'Réunion publique', texte: TEXT };
const FIRST = 'AVI-2026-0001';
/** Reads their mailbox, and nothing else. */
const direction = { id: 'UDIRECTION', name: 'Direction', email: 'communication@metropole.example' };

describe.each(platforms)(
  'what is published, and what is asked before it is (art. 3; règlement, art. 9) on %s',
  (platform) => {
    let mounted: Mounted;
    let amina: Talk;
    let bruno: Talk;
    let camille: Talk;
    let nadia: Talk;

    let recorded: Company['recorded'];
    let agreed: Company['agreed'];

    beforeEach(async () => {
      const who = [people.amina, people.bruno, people.camille, people.nadia];
      const company = await openCompany(platform, START, who, direction.email);
      ({ mounted, recorded, agreed } = company);
      [amina, bruno, camille, nadia] = company.talks as [Talk, Talk, Talk, Talk];
    });

    afterEach(() => mounted.close());

    async function ask(): Promise<Shown> {
      await amina.say('avis demander');
      const asked = await agreed(amina.submit(draft));
      await mounted.beat();
      return asked;
    }

    it('a publication is declared, told to the coordinators, listed and counted as an obligation', async () => {
      await amina.say('publication declarer');
      const future = await amina.submit({ ...post, 'parue-le': '2026-01-28' });
      expect(folded(future.errors['parue-le'] ?? '')).toContain('Le 28/01/2026 est à venir');
      expect(future.fields.find(({ name }) => name === 'titre')?.value).toBe('Venez essayer');
      const unsafe = await amina.submit({ 'parue-le': '2026-01-27', lien: 'javascript:alert(1)' });
      expect(folded(unsafe.errors['lien'] ?? '')).toContain("n'est pas une adresse en http ou https");
      expect(await recorded('publication-declared')).toEqual([]);
      const done = await agreed(amina.submit({ lien: PAGE, logotype: 'non' }));
      expect(done.text).toContain('Merci. La publication est enregistrée le 27/01/2026 à 10 h 00');
      expect(done.text).toContain("le logotype n'y figure pas");
      expect(done.buttons).toEqual([
        'Voir la publication',
        'Vérifier un texte',
        'Déclarer une autre publication',
        'Publications',
      ]);
      await mounted.beat();
      for (const talk of [camille, nadia]) {
        const told = await talk.received('Amina Diallo déclare une publication de Choisy-le-Roi');
        expect(told.buttons).toEqual(['Voir la publication', 'Publications']);
      }
      await bruno.say('publication declarer');
      expect((await agreed(bruno.submit(post))).text).toContain('est déjà déclarée : PUB-2026-0001');
      expect(await recorded('publication-declared')).toHaveLength(1);
      const list = await agreed(amina.press('Publications', done));
      expect(list.text).toContain(
        'PUB-2026-0001, Choisy-le-Roi : réseau social « Venez essayer », 27/01/2026',
      );
      expect((await agreed(amina.say('obligations'))).text).toContain(
        'Informer les habitants et parties prenantes (art. 3) : 1 publication, la dernière le 27/01/2026 (PUB-2026-0001)',
      );
      expect((await agreed(camille.say('publications'))).buttons).toContain('Exporter CSV');
    }, 30_000);

    it('a draft is submitted, checked, answered by a coordinator, and the answer told in full', async () => {
      const asked = await ask();
      expect(asked.text).toContain(`La demande d'avis ${FIRST} est enregistrée le 27/01/2026 à 10 h 00.`);
      expect(asked.text).toMatch(/Mention(?: :)? absente/u);
      expect(asked.text).toContain('le vendredi 30/01/2026.');
      const list = await agreed(camille.say('avis liste'));
      expect(list.text).toContain(`${FIRST}, Choisy-le-Roi : affiche « Réunion publique »`);
      expect(list.text.includes("Le courriel n'est pas encore parti.")).toBe(platform !== 'mail');
      const form = await agreed(camille.press(`Rendre un avis\u00a0: ${FIRST}`, list));
      expect(form.fields.map(({ name }) => name)).toEqual(['verdict', 'commentaire']);
      const bare = await camille.submit({ verdict: 'modifications' });
      expect(folded(bare.errors['commentaire'] ?? '')).toContain(
        'Dites en quelques mots ce qui est à modifier',
      );
      const done = await agreed(camille.submit({ commentaire: 'Ajoutez <la> *mention*.' }));
      expect(done.text).toContain('Votre avis est enregistré et transmis à Choisy-le-Roi.');
      await mounted.beat();
      for (const talk of [amina, bruno]) {
        const told = await talk.received('favorable avec modifications Ajoutez <la> *mention*.');
        expect(told.buttons).toEqual(['Déclarer la publication', "Demandes d'avis"]);
      }
      const declared = await agreed(
        amina.press('Déclarer la publication', await amina.received('Ajoutez <la> *mention*.')),
      );
      expect(declared.fields.find(({ name }) => name === 'titre')?.value).toBe('Réunion publique');
      mounted.setClock(RECALLED);
      await mounted.beat();
      expect(await recorded('opinion-reminder-owed')).toEqual([]);
    }, 30_000);

    it('nobody else answers, by requests that no card was shown for: as if there were no such number', async () => {
      await ask();
      for (const person of [people.amina, people.bruno, people.ines])
        for (const avis of [FIRST, 'AVI-2026-0009'])
          for (const kind of ['form', 'run', 'submit'] as const) {
            const values = { avis, verdict: 'favorable' };
            const shown = await mounted.forge.send(
              person,
              { kind, command: 'avis rendre', values },
              people.camille,
            );
            expect(folded(shown)).toContain('parmi celles que vous pouvez voir. Vérifiez le numéro.');
          }
      expect(await recorded('opinion-given')).toEqual([]);
    }, 30_000);

    if (platform !== 'mail') return;

    it('whoever was asked answers by the link of the mail, once; its reminder came before', async () => {
      await ask();
      const reader = mounted.driver.talk(direction);
      const mail = await reader.received('Amina Diallo vous soumet un projet de Choisy-le-Roi');
      expect(mail.text).toContain(TEXT);
      expect(mail.text).toMatch(/Mention(?: :)? absente/u);
      expect(mail.buttons).toEqual(['Rendre un avis']);
      mounted.setClock(RECALLED);
      await mounted.beat();
      const again = await reader.received(
        'attend votre avis sur ce projet de Choisy-le-Roi depuis le 27/01/2026',
      );
      const page = await agreed(reader.press('Rendre un avis', again));
      expect(page.text).not.toContain('Votre avis est enregistré');
      expect(folded(page.fields[0]?.label ?? '')).toContain('Avis sur « Réunion publique »');
      expect(await recorded('opinion-given')).toEqual([]);
      const done = await agreed(reader.submit({ verdict: 'favorable' }));
      expect(done.text).toContain('Merci. Votre avis est enregistré et transmis à Choisy-le-Roi.');
      await reader.press('Rendre un avis', mail);
      expect((await agreed(reader.submit({ verdict: 'favorable' }))).text).toContain('est déjà enregistré');
      expect(await recorded('opinion-given')).toMatchObject([{ opinion: FIRST, verdict: 'favorable' }]);
      await mounted.beat();
      await amina.received('Avis : favorable');
    }, 30_000);

    it('a link that has ended opens nothing, nor one that was altered', async () => {
      await ask();
      const reader = mounted.driver.talk(direction);
      const mail = await reader.received('vous soumet un projet');
      mounted.setClock(EXPIRED);
      await expect(reader.press('Rendre un avis', mail)).rejects.toThrow(/answered 4\d\d/u);
      mounted.setClock(START);
      const {
        platform: on,
        accountId,
        email,
      } = { platform: 'mail', accountId: direction.email, email: direction.email } as const;
      const act = { kind: 'form', command: 'avis rendre', values: { avis: FIRST } } as const;
      const url = mounted.core.links.actUrl({ platform: on, accountId, email }, act, MAIL_LINK_HOURS);
      const token = url.slice(url.lastIndexOf('/') + 1);
      const forged = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`;
      expect([mounted.core.links.readAct(token)?.act.command, mounted.core.links.readAct(forged)]).toEqual([
        'avis rendre',
        null,
      ]);
      expect(await recorded('opinion-given')).toEqual([]);
    }, 30_000);
  },
);
