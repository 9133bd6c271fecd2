import { useState } from 'react';
import {
  expectedAt,
  missingAt,
  musterTotals,
  type Muster,
  type MusterPoint,
} from '../../electron/muster/muster.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { PlaceTimeLeft } from '../flood/water-clock.tsx';
import { keepDraft, keptDraft } from '../incident/drafts.ts';
import { useMay } from '../team/use-may.ts';
import { useNow } from '../ui/clock.ts';
import { useForm } from '../ui/form.ts';
import { Button, Empty, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import '../team/team.css';

/** Every muster point of the site: expected, counted, who is missing; a count is one line of typing. */
export function MusterPanel({ incidentId }: { readonly incidentId: string }) {
  const { t, format, nameOf } = useText();
  const points = useQueryOf('muster.list', { incidentId }, { nouns: ['place'] }).data;
  const [open, setOpen] = useState<string | null>(null);
  const [expecting, setExpecting] = useState<string | null>(null);
  const mayExpect = useMay('muster.expect');
  const may = useMay('muster.count');
  const now = new Date(useNow(60_000)).toISOString();
  if (!points) return null;
  if (points.length === 0) return <Empty>{t('muster.empty')}</Empty>;
  const totals = musterTotals(points);
  return (
    <>
      <p className="pad muted">
        {t('muster.totals', {
          counted: totals.counted,
          expected: totals.expected,
          points: totals.pointsCounted,
          all: totals.points,
        })}
      </p>
      <ul className="position-list">
        {points.map((point) => (
          <li key={point.place.id}>
            <div className="held-line">
              <div>
                <b>{point.place.key}</b> {nameOf(point.place.names)}
                <PlaceTimeLeft placeId={point.place.id} />
                <div>
                  <Count point={point} />
                </div>
                {point.muster?.countedAt && (
                  <small className="dim">
                    {t('muster.by', {
                      name: point.muster.countedBy ?? '',
                      time: format.moment(point.muster.countedAt, now),
                    })}
                  </small>
                )}
              </div>
              {may && (
                <Button
                  aria-expanded={open === point.place.id}
                  aria-label={`${t(isCounted(point) ? 'muster.recount' : 'muster.count')}: ${nameOf(point.place.names)}`}
                  onPress={() => setOpen(open === point.place.id ? null : point.place.id)}
                >
                  {t(isCounted(point) ? 'muster.recount' : 'muster.count')}
                </Button>
              )}
              {mayExpect && (
                <Button
                  aria-expanded={expecting === point.place.id}
                  aria-label={`${t('muster.expect')}: ${nameOf(point.place.names)}`}
                  onPress={() => setExpecting(expecting === point.place.id ? null : point.place.id)}
                >
                  {t('muster.expect')}
                </Button>
              )}
            </div>
            {expecting === point.place.id && (
              <ExpectForm incidentId={incidentId} point={point} done={() => setExpecting(null)} />
            )}
            {open === point.place.id && (
              <CountForm incidentId={incidentId} point={point} done={() => setOpen(null)} />
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function isCounted(point: MusterPoint): boolean {
  return point.muster !== null && point.muster.counted !== null;
}

/** 14 of 16, and who is missing, as a shape and words. */
function Count({ point }: { readonly point: MusterPoint }) {
  const { t } = useText();
  const expected = expectedAt(point);
  const missing = missingAt(point);
  if (!isCounted(point))
    return (
      <span className="dim">
        {t('muster.notCounted')} · {t('muster.expected')} {expected ?? t('muster.notKnown')}
      </span>
    );
  return (
    <span>
      {expected === null
        ? point.muster?.counted
        : t('muster.of', { counted: point.muster?.counted ?? 0, expected })}{' '}
      {missing > 0 ? (
        <span className="t2">
          ▲ {t('muster.missingCount', { count: missing })}
          {point.muster &&
            point.muster.missing.length > 0 &&
            `: ${point.muster.missing.map(({ name }) => name).join(', ')}`}
        </span>
      ) : (
        expected !== null && <span className="dim">{t('muster.all')}</span>
      )}
    </span>
  );
}

function CountForm({
  incidentId,
  point,
  done,
}: {
  readonly incidentId: string;
  readonly point: MusterPoint;
  readonly done: () => void;
}) {
  const { t, format } = useText();
  const count = useCommand('muster.count');
  // The count that this operator saw when they began; one that comes in meanwhile is shown beside theirs.
  const [seen, setSeen] = useState(point.muster);
  const draft = `${incidentId}.muster.${point.place.id}`;
  const [{ counted, missing }, setTyped] = useState(() =>
    keptDraft(draft, {
      counted: '',
      missing: point.muster?.missing.map(({ name }) => name).join(', ') ?? '',
    }),
  );
  const change = (part: { counted?: string; missing?: string }): void =>
    setTyped((before) => {
      const next = { ...before, ...part };
      keepDraft(draft, next);
      return next;
    });
  const leave = (): void => {
    keepDraft(draft, null);
    done();
  };
  const meanwhile = isCounted(point) && point.muster?.version !== seen?.version ? point.muster : null;
  const heads = Number(counted);
  const usable = counted.trim() !== '' && Number.isInteger(heads) && heads >= 0;

  async function send(over: Muster | null): Promise<void> {
    if (!usable) return;
    const names = namesIn(missing).map((name) => known(point, name));
    const result = await count.run({
      incidentId,
      placeId: point.place.id,
      counted: heads,
      missing: names,
      ...(over ? { version: over.version } : {}),
    });
    if (result.ok) leave();
  }

  return (
    <form
      className="team-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send(seen);
      }}
    >
      <div className="muster-counts">
        <Field
          label={t('muster.counted')}
          inputMode="numeric"
          autoFocus
          value={counted}
          onChange={(text) => change({ counted: text })}
        />
        <Field
          label={t('muster.missingNames')}
          value={missing}
          onChange={(text) => change({ missing: text })}
        />
      </div>
      {meanwhile ? (
        <div className="muster-counts" role="alert">
          <div>
            <div className="t2">
              ▲{' '}
              {t('muster.theirs', {
                name: meanwhile.countedBy ?? '',
                time: format.time(meanwhile.countedAt ?? ''),
              })}
            </div>
            <Count point={{ ...point, muster: meanwhile }} />
          </div>
          <div>
            <div className="muted">{t('muster.mine')}</div>
            {usable ? heads : '–'} {missing}
          </div>
          <Button onPress={leave}>{t('muster.keepTheirs')}</Button>
          <Button
            isDisabled={!usable}
            onPress={() => {
              setSeen(meanwhile);
              void send(meanwhile);
            }}
          >
            {t('muster.sendMine')}
          </Button>
        </div>
      ) : (
        <>
          <Problem>{count.problem}</Problem>
          <div className="row">
            <Button type="submit" isDisabled={!usable || count.pending}>
              {t('common.save')}
            </Button>
            <Button onPress={leave}>{t('common.cancel')}</Button>
          </div>
        </>
      )}
    </form>
  );
}

/** How many should be there, and who, before anyone counts: what the shift or the gate knows. */
function ExpectForm({
  incidentId,
  point,
  done,
}: {
  readonly incidentId: string;
  readonly point: MusterPoint;
  readonly done: () => void;
}) {
  const { t } = useText();
  const form = useForm(
    'muster.expect',
    {
      expected: String(expectedAt(point) ?? ''),
      names: point.muster?.expectedNames.map(({ name }) => name).join(', ') ?? '',
    },
    { draft: `${incidentId}.muster.expect.${point.place.id}` },
  );
  const { typed, change, problemOf } = form;
  async function save(): Promise<void> {
    const result = await form.send({
      incidentId,
      placeId: point.place.id,
      expected: typed.expected.trim() === '' ? Number.NaN : Number(typed.expected),
      names: namesIn(typed.names).map(
        (name) => point.muster?.expectedNames.find((head) => head.name === name)?.personId ?? name,
      ),
      ...(point.muster ? { version: point.muster.version } : {}),
    });
    if (result.ok) done();
  }
  function leave(): void {
    form.forget();
    done();
  }
  return (
    <form
      ref={form.box}
      className="team-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') leave();
      }}
    >
      <div className="muster-counts">
        <Field
          label={t('muster.expected')}
          inputMode="numeric"
          autoFocus
          value={typed.expected}
          onChange={(expected) => change({ expected })}
          problem={problemOf('expected')}
        />
        <Field
          label={t('muster.expectedNames')}
          value={typed.names}
          onChange={(names) => change({ names })}
          problem={problemOf('names')}
        />
      </div>
      <Problem>{form.problem}</Problem>
      <div className="row">
        <Button type="submit" isDisabled={form.pending}>
          {t('common.save')}
        </Button>
        <Button onPress={leave}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}

/** Names as they are called out, with commas of any script between them. */
function namesIn(text: string): string[] {
  return text
    .split(/[,，、;\n]/u)
    .map((name) => name.trim())
    .filter(Boolean);
}

/** A name that the last count tied to a person of the register stays tied to them. */
function known(point: MusterPoint, name: string): string {
  return point.muster?.missing.find((head) => head.name === name)?.personId ?? name;
}
