import { useState } from 'react';
import {
  expectedAt,
  missingAt,
  musterTotals,
  type Muster,
  type MusterPoint,
} from '../../electron/muster/muster.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { useNow } from '../ui/clock.ts';
import { Button, Empty, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import '../team/team.css';

/** Every muster point of the site: expected, counted, who is missing; a count is one line of typing. */
export function MusterPanel({ incidentId }: { readonly incidentId: string }) {
  const { t, format, nameOf } = useText();
  const points = useQueryOf('muster.list', { incidentId }, { nouns: ['place'] }).data;
  const [open, setOpen] = useState<string | null>(null);
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
            </div>
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
  const [counted, setCounted] = useState('');
  const [missing, setMissing] = useState(point.muster?.missing.map(({ name }) => name).join(', ') ?? '');
  const meanwhile = isCounted(point) && point.muster?.version !== seen?.version ? point.muster : null;
  const heads = Number(counted);
  const usable = counted.trim() !== '' && Number.isInteger(heads) && heads >= 0;

  async function send(over: Muster | null): Promise<void> {
    if (!usable) return;
    const names = missing
      .split(/[,，、;\n]/u)
      .map((name) => name.trim())
      .filter(Boolean)
      .map((name) => known(point, name));
    const result = await count.run({
      incidentId,
      placeId: point.place.id,
      counted: heads,
      missing: names,
      ...(over ? { version: over.version } : {}),
    });
    if (result.ok) done();
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
          onChange={setCounted}
        />
        <Field label={t('muster.missingNames')} value={missing} onChange={setMissing} />
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
          <Button onPress={done}>{t('muster.keepTheirs')}</Button>
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
            <Button onPress={done}>{t('common.cancel')}</Button>
          </div>
        </>
      )}
    </form>
  );
}

/** A name that the last count tied to a person of the register stays tied to them. */
function known(point: MusterPoint, name: string): string {
  return point.muster?.missing.find((head) => head.name === name)?.personId ?? name;
}
