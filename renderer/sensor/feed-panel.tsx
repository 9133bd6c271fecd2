import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { mapMessage, type Mapping } from '../../electron/sensor/mapping.ts';
import type { PointLine } from '../../electron/sensor/point.ts';
import type { Feed, SourceLine } from '../../electron/sensor/source.ts';
import { call, useCommand, useQueryOf } from '../api.ts';
import { Choice } from '../ui/choice.tsx';
import { useForm } from '../ui/form.ts';
import { numberOf } from '../ui/number-of.ts';
import { Button, Empty, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { StateWord } from './sources-screen.tsx';

const emptyFeed = {
  /** The feed that is changed, as it was; empty for a new one. */
  id: '',
  version: 0,
  pointId: '', address: '', valuePath: '', timePath: '', scale: '1', shift: '0',
}; // prettier-ignore
type Typed = typeof emptyFeed;

const typedOf = ({ id, version, pointId, address, valuePath, timePath, scale, shift }: Feed): Typed => ({
  id, version, pointId, address, valuePath, timePath, scale: String(scale), shift: String(shift),
}); // prettier-ignore

const mappingOf = (typed: Typed): Mapping => ({
  valuePath: typed.valuePath,
  timePath: typed.timePath,
  scale: numberOf(typed.scale) ?? 1,
  shift: numberOf(typed.shift) ?? 0,
});

/** Which address of a source is which point, with a live look at what a broker says and what becomes of it. */
export function FeedPanel({ source }: { readonly source: SourceLine }) {
  const { t } = useText();
  const [changing, setChanging] = useState(false);
  const form = useForm<'sensor.addFeed' | 'sensor.changeFeed', Typed>(
    changing ? 'sensor.changeFeed' : 'sensor.addFeed',
    emptyFeed,
    {
      draft: `feed.${source.id}`,
      codes: { feedRegister: 'address', feedTopic: 'address', feedPath: 'valuePath', feedScale: 'scale' },
    },
  );
  const { typed, change, problemOf } = form;
  const edited = source.feeds.find(({ id }) => id === typed.id);
  if (changing !== (edited !== undefined)) setChanging(edited !== undefined);
  const retire = useCommand('sensor.retireFeed');
  const points =
    useQueryOf('sensor.points', { limit: 500 }, { nouns: ['point', 'feed', 'gauge'] }).data?.rows ?? [];
  // A point that somebody else feeds is not offered; the one of this feed is.
  const fed = new Set(source.feeds.map(({ pointId }) => pointId));
  const free = points.filter(
    ({ id, sourceName }) => id === edited?.pointId || (sourceName === null && !fed.has(id)),
  );
  const keyOf = (id: string): string => points.find((point) => point.id === id)?.key ?? '';
  const pointId = free.some(({ id }) => id === typed.pointId) ? typed.pointId : (free[0]?.id ?? '');
  const title = edited ? t('sensor.changeFeed', { address: edited.address }) : t('sensor.addFeed');

  function clear(): void {
    form.forget();
    change(emptyFeed);
  }
  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    const input = { sourceId: source.id, pointId, address: typed.address, ...mappingOf(typed) };
    const result = await form.send(edited ? { id: edited.id, version: typed.version, ...input } : input);
    if (result.ok) clear();
  }
  return (
    <Panel title={t('sensor.feeds')} aside={source.name}>
      <div className="scroll feed-panel">
        {source.feeds.length === 0 ? (
          <p className="help">{t('sensor.noFeeds')}</p>
        ) : (
          <table className="list">
            <tbody>
              {source.feeds.map((feed) => (
                <tr key={feed.id}>
                  <td>
                    <code>{feed.address}</code>
                    <div className="dim">{pathsOf(feed)}</div>
                  </td>
                  <td>→ {keyOf(feed.pointId)}</td>
                  <td className="number">
                    <Button
                      aria-label={t('sensor.changeFeed', { address: feed.address })}
                      onPress={() => change(typedOf(feed))}
                    >
                      {t('common.edit')}
                    </Button>{' '}
                    <Button
                      aria-label={`${t('sensor.retireSource')} ${feed.address}`}
                      onPress={() => void retire.run({ id: feed.id, version: feed.version })}
                    >
                      {t('sensor.retireSource')}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <form className="feed-form" aria-label={title} ref={form.box} onSubmit={(event) => void save(event)}>
          <Field
            label={t(`sensor.address.${source.kind}`)}
            value={typed.address}
            onChange={(address) => change({ address })}
            problem={problemOf('address')}
          />
          <Choice
            label={t('sensor.points')}
            value={pointId}
            of={free.map(({ id, key }) => ({ value: id, label: key }))}
            onChange={(id) => change({ pointId: id })}
          />
          {source.kind === 'mqtt' && (
            <>
              <Field
                label={t('sensor.valuePath')}
                value={typed.valuePath}
                onChange={(valuePath) => change({ valuePath })}
              />
              <Field
                label={t('sensor.timePath')}
                value={typed.timePath}
                onChange={(timePath) => change({ timePath })}
              />
            </>
          )}
          <Field label={t('sensor.scale')} value={typed.scale} onChange={(scale) => change({ scale })} />
          <Field label={t('sensor.shift')} value={typed.shift} onChange={(shift) => change({ shift })} />
          <Button go type="submit" isDisabled={form.pending || pointId === ''}>
            {t('common.save')}
          </Button>
          {edited && <Button onPress={clear}>{t('common.cancel')}</Button>}
          <Problem>{form.problem ?? retire.problem}</Problem>
        </form>
        {source.kind === 'mqtt' && (
          <Preview
            source={source}
            mapping={mappingOf(typed)}
            point={points.find(({ id }) => id === pointId)}
            take={(address) => change({ address })}
          />
        )}
      </div>
    </Panel>
  );
}

const pathsOf = (feed: Feed): string =>
  [
    feed.valuePath,
    feed.timePath,
    feed.scale === 1 ? '' : `× ${feed.scale}`,
    feed.shift === 0 ? '' : `+ ${feed.shift}`,
  ]
    .filter(Boolean)
    .join(' · ');

/** Hears the broker while it is open, keeps nothing, and shows at once what the paths above make of each message. */
function Preview({
  source,
  mapping,
  point,
  take,
}: {
  readonly source: SourceLine;
  readonly mapping: Mapping;
  readonly point: PointLine | undefined;
  readonly take: (address: string) => void;
}) {
  const { t, format } = useText();
  const [filter, setFilter] = useState('#');
  const [on, setOn] = useState(false);
  const { data, error } = useQuery({
    queryKey: ['sensor.listen', source.id, source.version, filter],
    queryFn: () => call('sensor.listen', { sourceId: source.id, filter }),
    enabled: on && filter.trim() !== '',
    refetchInterval: 1_000,
    gcTime: 0,
  });
  const become = (payload: string): string => {
    const mapped = mapMessage(mapping, payload);
    if ('fault' in mapped) return t(`sensor.fault.${mapped.fault}`, mapped.facts as never);
    const time = mapped.atMs === null ? '' : ` · ${format.dateTime(new Date(mapped.atMs).toISOString())}`;
    return `${format.number(mapped.value, 3)} ${point?.unit ?? ''}${time}`;
  };
  return (
    <section className="feed-preview" aria-label={t('sensor.preview')}>
      <div className="row">
        <Field label={t('sensor.filter')} value={filter} onChange={setFilter} />
        <Button aria-pressed={on} onPress={() => setOn(!on)}>
          {on ? t('sensor.listenStop') : t('sensor.listen')}
        </Button>
        {on && data && <StateWord state={data.state} />}
      </div>
      <Problem>{error?.message ?? null}</Problem>
      {on && <p className="help">{t('sensor.listening', { filter })}</p>}
      {on && data?.heard.length === 0 && <Empty>{t('sensor.heardNone')}</Empty>}
      {on && data && data.heard.length > 0 && (
        <table className="list" aria-label={t('sensor.preview')}>
          <tbody>
            {data.heard.slice(0, 50).map((one) => (
              <tr key={one.address}>
                <td>
                  <code>{one.address}</code>
                  {one.retained && <span className="dim"> {t('sensor.retained')}</span>}
                  <div className="dim heard-payload">{one.payload.slice(0, 160)}</div>
                </td>
                <td>
                  <b>{become(one.payload)}</b>
                </td>
                <td className="number">
                  <Button aria-label={`${t('sensor.take')} ${one.address}`} onPress={() => take(one.address)}>
                    {t('sensor.take')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
