import type { Page } from 'playwright-core';
import { advanceTo, become, fill, press, say } from './trial-page.ts';

/** One picture: what is done on the trial page before it is taken. */
export interface Story {
  /** Name of its file in docs/images. */
  readonly name: string;
  /** Height of the window, in pixels. */
  readonly height: number;
  play(page: Page): Promise<void>;
}

const AMINA = 'Amina Diallo';
const CAMILLE = 'Camille Perrin';

/** Every picture of the documents. */
export const STORIES: readonly Story[] = [
  {
    name: 'referent',
    height: 970,
    // From the registration to a delay: Jalon says what it changes before it is sent.
    play: async (page) => {
      await register(page);
      await advanceTo(page, '2026-02-27');
      await page.locator('[data-move=day]').click();
      await say(page, 'etape terminer Choisy-le-Roi audit 28/02/2026', 'Transmis à la Métropole');
      await become(page, CAMILLE);
      await press(page, 'Confirmer', /calendrier mis à jour/u);
      await become(page, AMINA);
      await advanceTo(page, '2026-05-22');
      await become(page, CAMILLE);
      await become(page, AMINA);
      await say(
        page,
        'etape retard Choisy-le-Roi mise-en-place 15/07/2026 Livraison du matériel repoussée',
        /de 182 à\s137\sjours/u,
      );
    },
  },
  {
    name: 'coordination',
    height: 1180,
    play: async (page) => {
      await register(page);
      await become(page, CAMILLE);
      await advanceTo(page, '2025-12-02');
      await say(page, 'referent manquants', /sans référent nominatif/u);
      await say(page, 'retards', /En retard/u);
    },
  },
  {
    name: 'incident',
    height: 1180,
    play: async (page) => {
      await register(page);
      await say(page, 'incident', 'Signaler un incident');
      await fill(page, /^Nature/u, 'Dysfonctionnement de la solution');
      await fill(
        page,
        /^Faits/u,
        'La plateforme renvoie une erreur à chaque recherche, sur tous les postes du service urbanisme, depuis ce matin.',
      );
      await press(page, 'Enregistrer', /INC-2025-0001, le/u);
      await become(page, CAMILLE);
      await press(page, 'Accuser réception', /est pris en compte/u);
      await say(page, 'incident voir INC-2025-0001', /Faits/u);
    },
  },
  {
    name: 'comite',
    height: 970,
    play: async (page) => {
      await register(page);
      await become(page, CAMILLE);
      await say(page, 'comite operationnel 14/07/2026 10:00', /jour férié/u);
      await press(page, '15/07', /Convoqués/u);
    },
  },
  {
    name: 'communication',
    height: 970,
    play: async (page) => {
      await register(page);
      await say(page, 'nous préparons un post LinkedIn', 'Vous préparez une communication');
      await press(page, 'Vérifier un texte', 'Ou fichier');
      await fill(
        page,
        /^Texte/u,
        'Choisy-le-Roi essaie un assistant pour ses agents. Un projet du programme Apropriation de la Métropole du Grand Paris',
      );
      await fill(page, /^Support/u, 'Réseau social');
      await press(page, 'Vérifier', 'Texte à corriger');
    },
  },
];

/** Amina asks to be Choisy-le-Roi's référent, Camille confirms. */
async function register(page: Page): Promise<void> {
  await become(page, AMINA);
  await say(page, 'inscription Choisy-le-Roi', 'Prénom et nom');
  await fill(page, 'Prénom et nom', AMINA);
  await fill(page, 'Téléphone', '01 99 00 12 34');
  await fill(page, 'Rôle', 'Référent projet');
  await press(page, 'Demander', 'Votre demande pour Choisy-le-Roi est enregistrée');
  await become(page, CAMILLE);
  await press(page, 'Confirmer', /est enregistrée? le/u);
  await become(page, AMINA);
}
