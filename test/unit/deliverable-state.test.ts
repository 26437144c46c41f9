import { describe, expect, it } from '@jest/globals';
import type { DeliverableEvent } from '../../src/domain/deliverable/events.ts';
import type { TrackState } from '../../src/domain/track/state.ts';
import {
  deliverableOf,
  handedOver,
  judged,
  lifted,
  pdf,
  replaced,
  withdrawn,
} from '../support/deliverable-track.ts';
import { CHOISY, choisyTrack, fold, trackOf } from '../support/track.ts';

const at = '2026-03-12T09:42:00Z';

function withDeliverables(...events: readonly DeliverableEvent[]): TrackState {
  const track = trackOf(choisyTrack());
  for (const event of events) fold(track, event, at);
  return track;
}

describe('a deliverable that is handed over (art. 3)', () => {
  it('is known by its number, with whom it is for, its first version and the instant of the record', () => {
    expect(deliverableOf(withDeliverables(handedOver({ communes: [CHOISY] })))).toEqual({
      number: 'LIV-01',
      title: "Rapport d'audit",
      phase: 'audit',
      communes: [CHOISY],
      versions: [
        {
          version: 1,
          content: pdf('hash-1'),
          digest: 'hash-1',
          handedOverOn: '2026-03-02',
          changes: null,
          byId: 'coordinatrice',
          at,
        },
      ],
      withdrawn: null,
      judgements: new Map(),
      reminded: new Map(),
      chased: new Map(),
    });
  });

  it('stands with the others in the order in which they were handed over', () => {
    const track = withDeliverables(
      handedOver({ deliverable: 'LIV-02' }),
      handedOver(),
      replaced({ deliverable: 'LIV-02' }),
    );
    expect([...track.deliverables.keys()]).toEqual(['LIV-02', 'LIV-01']);
  });

  it('keeps every version: a newer one is added with what has changed and who says so', () => {
    const track = withDeliverables(handedOver(), replaced({ changes: 'annexe ajoutée' }));
    expect(deliverableOf(track).versions.map(({ version }) => version)).toEqual([1, 2]);
    expect(deliverableOf(track).versions[1]).toEqual({
      version: 2,
      content: { kind: 'link', url: 'https://exemple.fr/audit-2' },
      digest: 'digest-2',
      handedOverOn: '2026-03-09',
      changes: 'annexe ajoutée',
      byId: 'coordinatrice',
      at,
    });
  });

  it('keeps why it was withdrawn, by whom and when, with all that was said of it', () => {
    const track = withDeliverables(handedOver(), judged('refused', { reason: 'illisible' }), withdrawn());
    expect(deliverableOf(track).withdrawn).toEqual({ reason: 'remis par erreur', byId: 'coordinatrice', at });
    expect(deliverableOf(track).judgements.get(CHOISY)).toHaveLength(1);
  });

  it('is not made by what is told of a number that was never handed over', () => {
    const track = withDeliverables(
      replaced(),
      withdrawn(),
      judged('validated'),
      lifted('r1'),
      { type: 'validation-reminders-owed', data: { deliverable: 'LIV-01', version: 1, stage: 5, items: [] } },
      {
        type: 'validation-chased',
        data: { deliverable: 'LIV-01', version: 1, communes: [CHOISY], byId: 'c' },
      },
    );
    expect(track.deliverables.size).toBe(0);
  });
});

describe('what a beneficiary says of it (art. 3)', () => {
  it('is kept with its number, version, digest and words; the reserves are open', () => {
    const reserves = [{ reserveId: 'r1', text: 'le chiffrage manque' }];
    const act = judged('with-reserves', { reserves, remark: 'à revoir ensemble' });
    expect(deliverableOf(withDeliverables(handedOver(), act)).judgements).toEqual(
      new Map([
        [
          CHOISY,
          [
            {
              number: 'VAL-2026-0001',
              version: 1,
              digest: 'hash-1',
              verdict: 'with-reserves',
              reserves: [{ reserveId: 'r1', text: 'le chiffrage manque', lifted: null }],
              reason: null,
              remark: 'à revoir ensemble',
              byId: 'amina',
              at,
            },
          ],
        ],
      ]),
    );
  });

  it('is a new act when it changes its mind: the first stays, and nobody else is concerned', () => {
    const track = withDeliverables(
      handedOver(),
      judged('refused', { number: 'VAL-2026-0001', reason: 'illisible' }),
      judged('validated', { number: 'VAL-2026-0002', commune: 'nanterre' }),
      judged('validated', { number: 'VAL-2026-0003' }),
    );
    const numbers = [...deliverableOf(track).judgements].map(
      ([commune, acts]) =>
        `${commune}: ${acts.map(({ number, verdict }) => `${number} ${verdict}`).join(', ')}`,
    );
    expect(numbers).toEqual([
      `${CHOISY}: VAL-2026-0001 refused, VAL-2026-0003 validated`,
      'nanterre: VAL-2026-0002 validated',
    ]);
  });

  it('has its reserves lifted one by one, each with who and when, never twice', () => {
    const reserves = ['r1', 'r2'].map((reserveId) => ({ reserveId, text: reserveId }));
    const track = withDeliverables(handedOver(), judged('with-reserves', { reserves }));
    fold(track, lifted('r2'), '2026-04-01T08:00:00Z');
    fold(track, lifted('r2'), '2026-05-01T08:00:00Z');
    fold(track, lifted('unknown'), '2026-05-01T08:00:00Z');
    fold(track, lifted('r1', 'nanterre'), '2026-05-01T08:00:00Z');
    expect(deliverableOf(track).judgements.get(CHOISY)?.[0]?.reserves).toEqual([
      { reserveId: 'r1', text: 'r1', lifted: null },
      { reserveId: 'r2', text: 'r2', lifted: { byId: 'amina', at: '2026-04-01T08:00:00Z' } },
    ]);
  });
});

describe('what was reminded of it (art. 3)', () => {
  it('is the newest stage of each version and beneficiary', () => {
    const owed = (version: number, stage: number, ...communes: readonly string[]): DeliverableEvent => ({
      type: 'validation-reminders-owed',
      data: {
        deliverable: 'LIV-01',
        version,
        stage,
        items: communes.map((commune) => ({ commune, to: ['amina'] })),
      },
    });
    const track = withDeliverables(
      handedOver(),
      owed(1, 5, CHOISY, 'nanterre'),
      owed(1, 10, CHOISY),
      replaced(),
      owed(2, 5, CHOISY),
    );
    expect([...deliverableOf(track).reminded]).toEqual([
      [`1|${CHOISY}`, 10],
      ['1|nanterre', 5],
      [`2|${CHOISY}`, 5],
    ]);
  });

  it('is the last instant at which a coordinator had them reminded', () => {
    const chased: DeliverableEvent = {
      type: 'validation-chased',
      data: { deliverable: 'LIV-01', version: 1, communes: [CHOISY, 'nanterre'], byId: 'coordinatrice' },
    };
    const track = withDeliverables(handedOver(), chased);
    fold(track, { ...chased, data: { ...chased.data, communes: [CHOISY] } }, '2026-04-01T08:00:00Z');
    expect([...deliverableOf(track).chased]).toEqual([
      [`1|${CHOISY}`, '2026-04-01T08:00:00Z'],
      ['1|nanterre', at],
    ]);
    expect(deliverableOf(track).reminded.size).toBe(0);
  });
});

describe('the files that are kept for a track (art. 3)', () => {
  it('are those that its deliverables name, former versions and withdrawn ones included; addresses are not kept', () => {
    const track = withDeliverables(
      handedOver(),
      replaced(),
      replaced({ version: 3, content: pdf('hash-3'), digest: 'hash-3' }),
      handedOver({ deliverable: 'LIV-02', content: pdf('hash-1') }),
      withdrawn(),
      judged('validated', { version: 3 }),
    );
    expect([...track.files]).toEqual(['hash-1', 'hash-3']);
  });
});
