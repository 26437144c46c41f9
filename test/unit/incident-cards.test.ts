import { describe, expect, it } from '@jest/globals';
import { attachedActions, type IncidentView, stepWords } from '../../cards/incident.ts';
import { incidentCard } from '../../cards/incident-card.ts';
import { incidentCheckPage } from '../../cards/incident-check.ts';
import { incidentRaised } from '../../cards/incident-report.ts';
import { allIncidents } from '../../src/usecases/incident/incidents.ts';
import { incidentView } from '../../src/usecases/incident/view.ts';
import { saidBy } from '../support/bot.ts';
import { plainSpaces } from '../support/french.ts';
import { openIncidentScene } from '../support/incident-scene.ts';

const rights = { isOwn: false, isCoordinator: true, isContractor: false };

async function viewOf(changes: Partial<IncidentView>): Promise<IncidentView> {
  const scene = await openIncidentScene();
  const [found] = allIncidents(scene);
  if (found === undefined) throw new TypeError('no report');
  return { ...incidentView(scene, found, rights, null), ...changes };
}

describe('a card of a report (art. 3)', () => {
  it('says how long it waits only where that is known', async () => {
    const [known, unknown] = [await viewOf({ waitingMinutes: 61 }), await viewOf({ waitingMinutes: null })];
    expect(saidBy(incidentCard(known, rights, 'https://x'))).toContain('depuis 1 h 01 ouvrées.');
    expect(saidBy(incidentCard(unknown, rights, 'https://x'))).toContain('En attente de prise en compte.');
    expect(saidBy(incidentRaised(known))).toContain("attend d'être pris en compte depuis 1 h 01 ouvrées.");
    expect(saidBy(incidentRaised(unknown))).toContain("attend d'être pris en compte.");
  });

  it('says « la coordination » where nobody is named, and links what its reader may download', () => {
    expect(stepWords({ kind: 'assigned', assignee: null })).toBe('confié à la coordination');
    const files = [
      { label: 'x'.repeat(90), url: 'https://jalon.example/f/1' },
      { label: 'photo.png', url: null },
    ];
    expect(attachedActions(files)).toEqual([
      { kind: 'link', label: 'x'.repeat(75), url: 'https://jalon.example/f/1' },
    ]);
  });

  it('the page of a receipt’s code says whether the hash agrees, and nothing of the report', () => {
    const at = '2026-07-09T15:58:00Z';
    const [sound, changed] = [true, false].map((holds) => incidentCheckPage('INC-2026-0031', { at, holds }));
    expect(plainSpaces(sound?.title ?? '')).toBe("INC-2026-0031 : l'empreinte concorde");
    expect(plainSpaces(changed?.title ?? '')).toBe("INC-2026-0031 : l'empreinte ne concorde plus");
    for (const page of [sound, changed])
      expect(plainSpaces(page?.text ?? '')).toContain('09/07/2026 à 17 h 58');
  });
});
