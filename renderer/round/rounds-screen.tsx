import { useState, type FormEvent } from 'react';
import type { DutyKind } from '../../electron/duty/duty.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { go } from '../router.tsx';
import { PlaceInput } from '../team/search-input.tsx';
import { useMay } from '../team/use-may.ts';
import { Choice } from '../ui/choice.tsx';
import { useIntent } from '../ui/intent.ts';
import { KeyedName } from '../ui/keyed-name.tsx';
import { Button, Empty, Field, Panel, Problem } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import '../duty/duty.css';
import './round.css';

/** Rounds under way and those that were walked; a new one is started for a place. */
export default function RoundsScreen() {
  const { t, format, nameOf } = useText();
  const may = useMay('round.start');
  const [limit, setLimit] = useState(50);
  const page = useQueryOf('round.page', { limit }, { nouns: ['roundPoint'] }).data;
  const [chosen, setChosen] = useState<string | null>(null);
  const rows = page?.rows ?? [];
  const keys = useRowKeys(
    rows.map(({ id }) => id),
    chosen,
    setChosen,
    (event, id) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      go('rounds', id);
    },
  );
  return (
    <div className="two-columns">
      <Panel title={t('round.title')} aside={page && t('common.rows', { count: page.total })}>
        {rows.length === 0 ? (
          page && <Empty>{t('round.none')}</Empty>
        ) : (
          <div className="scroll">
            <table className="list rounds" role="grid" aria-label={t('round.title')}>
              <thead>
                <tr>
                  <th scope="col">{t('round.number')}</th>
                  <th scope="col">{t('round.place')}</th>
                  <th scope="col">{t('duty.name')}</th>
                  <th scope="col">{t('round.progress')}</th>
                  <th scope="col">{t('round.failed')}</th>
                  <th scope="col">{t('round.by')}</th>
                  <td />
                </tr>
              </thead>
              <tbody>
                {rows.map((round) => (
                  <tr
                    key={round.id}
                    {...keys.rowProps(round.id)}
                    onDoubleClick={() => go('rounds', round.id)}
                  >
                    <td>
                      <b>{round.number}</b>
                    </td>
                    <td>
                      <KeyedName code={round.place.key} name={nameOf(round.place.names)} />
                    </td>
                    <td className="muted">{t(`duty.kind.${round.kind}`)}</td>
                    <td className="nowrap">
                      {t('common.ofTotal', { count: round.answered, total: round.points })}
                    </td>
                    <td className={round.failed > 0 ? 't2' : 'dim'}>
                      {round.failed > 0 ? `▲ ${round.failed}` : '0'}
                    </td>
                    <td className="muted">
                      {round.endedBy ?? round.startedBy} · {format.date(round.walkedOn)}
                    </td>
                    <td>
                      <Button excludeFromTabOrder onPress={() => go('rounds', round.id)}>
                        {t(round.state === 'open' ? 'round.goOn' : 'common.open')}
                      </Button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {page && page.next !== null && (
              <div className="pad">
                <Button onPress={() => setLimit(Math.min(200, limit + 50))}>{t('common.more')}</Button>
              </div>
            )}
          </div>
        )}
      </Panel>
      {may && <StartRound />}
    </div>
  );
}

const kinds: readonly DutyKind[] = ['visualCheck', 'functionRun', 'bumpTest', 'maintenance'];

function StartRound() {
  const { t, nameOf } = useText();
  const start = useCommand('round.start');
  const [given, setGiven] = useState<string | null>(null);
  const places = useQueryOf('place.all', {}, { enabled: given !== null }).data;
  const [typed, setTyped] = useState<{ id: string | null; text: string } | null>(null);
  const [from, setFrom] = useState<{ id: string | null; text: string }>({ id: null, text: '' });
  const [kind, setKind] = useState<DutyKind>('visualCheck');
  const [everything, setEverything] = useState(false);
  const [walkedOn, setWalkedOn] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const known = places?.find(({ id }) => id === given);
  const place = typed ?? (known ? { id: known.id, text: nameOf(known.names) } : { id: null, text: '' });

  useIntent('round.start', (placeId) => {
    if (placeId !== null) setGiven(placeId);
    document.querySelector<HTMLInputElement>('.start-round input')?.focus();
  });

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    setProblem(place.id === null ? t('round.choosePlace') : null);
    if (place.id === null) return;
    const sent = await start.run({
      placeId: place.id,
      kind,
      everything,
      fromPlaceId: from.id,
      walkedOn: walkedOn === '' ? null : walkedOn,
    });
    if (!sent.ok) return;
    go('rounds', sent.value.id);
  }

  return (
    <Panel title={t('round.start')}>
      <form className="scroll pad start-round" onSubmit={(event) => void send(event)}>
        <PlaceInput
          label={t('round.place')}
          text={place.text}
          onText={(text) => text !== place.text && setTyped({ id: null, text })}
          onChoose={(choice) => choice && setTyped({ id: choice.id, text: choice.label })}
        />
        <Choice
          label={t('round.kind')}
          value={kind}
          of={kinds.map((value) => ({ value, label: t(`duty.kind.${value}`) }))}
          onChange={setKind}
        />
        <label className="rule-check">
          <input
            type="checkbox"
            checked={everything}
            onChange={(event) => setEverything(event.target.checked)}
          />
          {t('round.everything')}
        </label>
        <PlaceInput
          label={t('round.from')}
          text={from.text}
          onText={(text) => text !== from.text && setFrom({ id: null, text })}
          onChoose={(choice) => choice && setFrom({ id: choice.id, text: choice.label })}
        />
        <Field label={t('round.walkedOn')} type="date" value={walkedOn} onChange={setWalkedOn} />
        <Problem>{problem ?? start.problem}</Problem>
        <div className="row">
          <Button go type="submit" isDisabled={start.pending}>
            {t('round.start')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
