import { useState } from 'react';
import type { SourceKind, SourceLine, SourceState } from '../../electron/sensor/source.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { useIntent } from '../ui/intent.ts';
import { Button, Empty, Panel, Problem } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import { FeedPanel } from './feed-panel.tsx';
import { SourceForm } from './source-form.tsx';
import './sensor.css';

const kinds = ['mqtt', 'modbus', 'csv'] as const satisfies readonly SourceKind[];
const kindWord = { mqtt: 'sensor.addMqtt', modbus: 'sensor.addModbus', csv: 'sensor.addCsv' } as const;
const shapes = { off: '○', connecting: '◌', connected: '●', failed: '▲' } as const;

/** Where readings come from: each off until switched on, with its state in a sentence, and which point each address is. */
export default function SourcesScreen() {
  const { t } = useText();
  const may = useMay('sensor.addSource');
  const [chosen, setChosen] = useState<string | null>(null);
  const [adding, setAdding] = useState<SourceKind | null>(null);
  useIntent('sensor.addSource', () => setAdding('mqtt'));
  const all = useQueryOf('sensor.sources', {}, { nouns: ['source', 'feed'], enabled: may }).data;
  const source = all?.find(({ id }) => id === chosen) ?? all?.[0];
  const turn = useCommand('sensor.turnSource');
  const keys = useRowKeys(
    (all ?? []).map(({ id }) => id),
    source?.id ?? null,
    setChosen,
  );
  if (!may)
    return (
      <div className="one-column">
        <Panel title={t('sensor.sources')}>
          <Empty>{t('sensor.noSources')}</Empty>
        </Panel>
      </div>
    );
  return (
    <div className="two-columns sources">
      <div className="source-side">
        <Panel title={t('sensor.sources')}>
          <div className="pad row" role="group" aria-label={t('sensor.addSource')}>
            {kinds.map((kind) => (
              <Button key={kind} onPress={() => setAdding(kind)}>
                + {t(kindWord[kind])}
              </Button>
            ))}
          </div>
          {all && all.length === 0 ? (
            <Empty>{t('sensor.noSources')}</Empty>
          ) : (
            <div className="scroll">
              <table className="list" role="grid" aria-label={t('sensor.sources')}>
                <tbody>
                  {(all ?? []).map((one) => (
                    <tr key={one.id} {...keys.rowProps(one.id)}>
                      <td>
                        <b>{one.name}</b>
                        <div className="dim">
                          {t(kindWord[one.kind])} · {whereOf(one)}
                        </div>
                      </td>
                      <td>
                        <StateWord state={one.state} />
                      </td>
                      <td className="number">
                        <Button
                          aria-pressed={one.isOn}
                          onPress={() => void turn.run({ id: one.id, version: one.version, on: !one.isOn })}
                        >
                          {one.isOn ? t('sensor.turnOff') : t('sensor.turnOn')}
                        </Button>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
          <Problem>{turn.problem}</Problem>
        </Panel>
        {source && <FeedPanel key={`feeds ${source.id}`} source={source} />}
      </div>
      {adding !== null ? (
        <SourceForm
          key={`new ${adding}`}
          kind={adding}
          source={null}
          done={(id) => {
            setAdding(null);
            if (id !== null) setChosen(id);
          }}
        />
      ) : source ? (
        <SourceForm
          key={`${source.id} ${source.version}`}
          kind={source.kind}
          source={source}
          done={() => {}}
        />
      ) : (
        <Panel title={t('sensor.feeds')}>
          <Empty>{t('sensor.noSources')}</Empty>
        </Panel>
      )}
    </div>
  );
}

function whereOf({ settings }: SourceLine): string {
  return settings.kind === 'csv' ? settings.folder : `${settings.host}:${settings.port}`;
}

/** How a source stands: a shape, a word, and why it does not answer. */
export function StateWord({ state }: { readonly state: SourceState }) {
  const { t } = useText();
  return (
    <span className={state.kind === 'failed' ? 't2' : state.kind === 'off' ? 'dim' : 'muted'}>
      <span aria-hidden>{shapes[state.kind]} </span>
      {t(`sensor.state.${state.kind}`)}
      {state.kind === 'failed' && (
        <span className="source-why">{t(`sensor.trouble.${state.code}`, state.facts as never)}</span>
      )}
    </span>
  );
}
