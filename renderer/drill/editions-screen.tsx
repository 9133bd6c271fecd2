import { useState } from 'react';
import type { DrillChange, EditionLine } from '../../electron/drill/edition.ts';
import type { ProgrammeLine } from '../../electron/drill/month.ts';
import { crews, type Crew } from '../../electron/person/person.ts';
import { wallAt } from '../../electron/roster/local-time.ts';
import { ask, useCommand, useQueryOf } from '../api.ts';
import { refusalText } from '../locales/refusal-text.ts';
import { go } from '../router.tsx';
import { useMay } from '../team/use-may.ts';
import { Choice } from '../ui/choice.tsx';
import { useNow } from '../ui/clock.ts';
import { useOffer } from '../ui/commands.ts';
import { Button, Empty, Field, Panel, Problem } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import { KindSign } from './kind-sign.tsx';
import { chosenProgramme, drillNouns } from './programme.ts';
import { useZone } from './zone.ts';
import './editions.css';
import './month.css';

/** What was published of a programme, and what has changed since; from here it goes out as a calendar. */
export default function EditionsScreen({ id }: { readonly id?: string }) {
  const { t } = useText();
  const zone = useZone();
  const today = wallAt(useNow(60_000), zone).day;
  const page = useQueryOf('drill.programmes', {}, { nouns: drillNouns }).data;
  const programme = page && chosenProgramme(page.rows, id, today);
  if (!page) return null;
  if (!programme)
    return (
      <Panel title={t('drill.published')}>
        <Empty>{t('drill.none')}</Empty>
      </Panel>
    );
  return (
    <div className="two-columns">
      <Changes key={programme.id} programme={programme} all={page.rows} />
      <Editions key={`${programme.id} editions`} programme={programme} />
    </div>
  );
}

const shapes: Readonly<Record<DrillChange['kind'], string>> = {
  added: '+',
  moved: '→',
  changed: '≠',
  cancelled: '✕',
  reinstated: '↺',
};

/** What the next edition would say otherwise than the last, and the button that makes it one. */
function Changes({
  programme,
  all,
}: {
  readonly programme: ProgrammeLine;
  readonly all: readonly ProgrammeLine[];
}) {
  const { t, nameOf } = useText();
  const may = useMay('drill.publish') && programme.state !== 'closed';
  const found = useQueryOf('drill.comparison', { programmeId: programme.id }, { nouns: drillNouns }).data;
  const { run, pending, problem } = useCommand('drill.publish');
  const [note, setNote] = useState('');
  const changes = found?.changes ?? [];
  const counts = Object.entries(Object.groupBy(changes, ({ kind }) => kind));
  const publish =
    may && changes.length > 0
      ? async (): Promise<void> => {
          const result = await run({ id: programme.id, version: programme.version, note });
          if (result.ok) setNote('');
        }
      : null;
  useOffer('drill.publish', 'drill.publishIt', publish && (() => void publish()), {
    facts: { programme: nameOf(programme.names) },
  });
  return (
    <Panel
      title={nameOf(programme.names)}
      aside={
        programme.edition === 0
          ? t('drill.neverPublished')
          : t('drill.edition', { number: programme.edition })
      }
    >
      <div className="dm-tools ed-tools">
        {all.length > 1 && (
          <Choice
            label={t('drill.programme')}
            value={programme.id}
            of={all.map((one) => ({ value: one.id, label: nameOf(one.names) }))}
            onChange={(to) => go('drillEditions', to)}
          />
        )}
        <b>
          {programme.edition === 0
            ? t('drill.firstEdition')
            : t('drill.sinceEdition', { number: programme.edition })}
        </b>
        <span className="muted">
          {counts.length === 0
            ? t('drill.nothingChanged')
            : counts
                .map(([kind, some]) => t(`drill.changeCount.${kind}`, { count: some.length }))
                .join(' · ')}
        </span>
      </div>
      {may && (
        <form
          className="ed-publish"
          onSubmit={(event) => {
            event.preventDefault();
            if (publish) void publish();
          }}
        >
          <Field
            label={t('drill.note')}
            value={note}
            onChange={setNote}
            placeholder={t('drill.notePlaceholder')}
          />
          <Button go type="submit" isDisabled={publish === null || pending}>
            {t('drill.publish', { number: programme.edition + 1 })}
          </Button>
          {programme.unplaced > 0 && (
            <p className="t3">▲ {t('drill.publishesWithout', { count: programme.unplaced })}</p>
          )}
          <Problem>{problem}</Problem>
        </form>
      )}
      <div className="scroll" tabIndex={0} role="region" aria-label={t('drill.changes')}>
        {found && changes.length === 0 && <Empty>{t('drill.nothingChanged')}</Empty>}
        {changes.length > 0 && (
          <table className="list ed-changes">
            <thead>
              <tr>
                <th scope="col">{t('drill.change')}</th>
                <th scope="col">{t('drill.title')}</th>
                <th scope="col">{t('drill.before')}</th>
                <th scope="col">{t('drill.after')}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => (
                <ChangeRow key={change.drillId} change={change} />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </Panel>
  );
}

function ChangeRow({ change }: { readonly change: DrillChange }) {
  const { t, format, nameOf } = useText();
  const { kind, before, after } = change;
  const people = (of: NonNullable<DrillChange['before']>): string =>
    format.list(of.observers.map(({ name }) => name));
  return (
    <tr>
      <td className="ed-kind">
        <b aria-hidden>{shapes[kind]}</b> {t(`drill.changeKind.${kind}`)}
      </td>
      <td>
        <span className="ed-drill">
          <KindSign kind={after.kind} size={15} /> {nameOf(after.typeNames)}
        </span>
        <small className="dim">
          {after.placeKey} {nameOf(after.placeNames)}
        </small>
      </td>
      <td className="muted">
        {before && before.cancelled === null && (
          <>
            {format.dateTime(before.startsAt)}
            <small className="dim">{people(before)}</small>
          </>
        )}
      </td>
      <td>
        {after.cancelled === null ? (
          <>
            {format.dateTime(after.startsAt)}
            <small className="dim">
              {t(`drill.shift.${after.shift}`)}
              {after.crew !== null && `, ${t('drill.crew', { crew: after.crew })}`}
              {after.observers.length > 0 && `, ${people(after)}`}
            </small>
          </>
        ) : (
          after.cancelled || t('drill.nowhere')
        )}
      </td>
    </tr>
  );
}

type For = 'all' | Crew;

/** The editions, the newest first; Enter or E exports the one that is chosen. */
function Editions({ programme }: { readonly programme: ProgrammeLine }) {
  const { t, format, language } = useText();
  const page = useQueryOf('drill.editions', { programmeId: programme.id }, { nouns: ['drillEdition'] }).data;
  const [chosen, setChosen] = useState<string | null>(null);
  const [crew, setCrew] = useState<For>('all');
  const [told, setTold] = useState<{ readonly done: string | null; readonly problem: string | null }>({
    done: null,
    problem: null,
  });
  const rows = page?.rows ?? [];
  const edition = rows.find(({ id }) => id === chosen) ?? rows[0];

  async function give(what: 'drill.exportCalendar' | 'drill.exportNotice', of: EditionLine): Promise<void> {
    setTold({ done: null, problem: null });
    const result = await ask(what, {
      programmeId: programme.id,
      edition: of.number,
      language,
      crew: crew === 'all' ? null : crew,
    });
    if (!result.ok) setTold({ done: null, problem: refusalText(result.refusal) });
    else if (result.value.path !== null)
      setTold({ done: t('drill.written', { path: result.value.path }), problem: null });
  }
  const { rowProps } = useRowKeys(
    rows.map(({ id }) => id),
    edition?.id ?? null,
    setChosen,
    (event, id) => {
      const one = rows.find((row) => row.id === id);
      if (!one || (event.key !== 'Enter' && event.key.toLowerCase() !== 'e')) return;
      event.preventDefault();
      void give('drill.exportCalendar', one);
    },
  );
  return (
    <Panel title={t('drill.editions')} aside={page && String(page.total)}>
      {rows.length === 0 && <Empty>{t('drill.neverPublished')}</Empty>}
      <div className="scroll" role="listbox" aria-label={t('drill.editions')} tabIndex={-1}>
        {rows.map((row) => (
          <div key={row.id} {...rowProps(row.id)} role="option" className="item ed-line">
            <b>{t('drill.edition', { number: row.number })}</b>
            <span className="dim">
              {format.dateTime(row.at)}, {row.byName}
            </span>
            <span className="muted">
              {[
                t('drill.takePlace', { count: row.takePlace }),
                ...(row.cancelled > 0 ? [t('drill.changeCount.cancelled', { count: row.cancelled })] : []),
                ...(row.number > 1 ? [t('drill.changedCount', { count: row.changed })] : []),
              ].join(' · ')}
            </span>
            {row.note !== '' && <span>{row.note}</span>}
          </div>
        ))}
      </div>
      {edition && (
        <div className="pad ed-out">
          <h3>
            {t('drill.giveOut')} <span className="dim">{t('drill.edition', { number: edition.number })}</span>
          </h3>
          <Choice
            label={t('drill.forWhom')}
            value={crew}
            of={[
              { value: 'all', label: t('drill.everybody') },
              ...crews.map((one) => ({ value: one, label: t('drill.crew', { crew: one }) })),
            ]}
            onChange={setCrew}
          />
          <div className="row">
            <Button onPress={() => void give('drill.exportCalendar', edition)}>
              {t('drill.exportCalendar')} <kbd className="kbd">E</kbd>
            </Button>
            <Button onPress={() => void give('drill.exportNotice', edition)}>
              {t('drill.exportNotice')}
            </Button>
          </div>
          <p className="help">{t('drill.calendarHelp')}</p>
          <p role="status" className="muted">
            {told.done}
          </p>
          <Problem>{told.problem}</Problem>
        </div>
      )}
    </Panel>
  );
}
