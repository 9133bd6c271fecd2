import { useMemo, useState } from 'react';
import { useQueryOf } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { useIntent } from '../ui/intent.ts';
import { KeyedName } from '../ui/keyed-name.tsx';
import { Button, Empty, Panel } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import { KindSign } from './kind-sign.tsx';
import { ProgrammesPanel } from './programmes-panel.tsx';
import { RequirementGrid } from './requirement-grid.tsx';
import { TypeEditor } from './type-editor.tsx';
import './types.css';

type View = 'types' | 'asked';

/** Which drills there are, what each tests, and which area must have which how often. */
export default function DrillTypesScreen({ id }: { readonly id?: string }) {
  const { t, nameOf, format } = useText();
  const [view, setView] = useState<View>('types');
  const [chosen, setChosen] = useState<string | null>(id ?? null);
  const [adding, setAdding] = useState(false);
  const may = useMay('drill.addType');
  const page = useQueryOf(
    'drill.types',
    { limit: 200 },
    { nouns: ['drillType', 'drillRequirement', 'drill'] },
  ).data;
  const types = page?.rows ?? [];
  const type = adding ? undefined : (types.find((one) => one.id === chosen) ?? types[0]);
  useIntent('drill.addType', () => setAdding(true));
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'drill.view',
        title: 'drillType.switch',
        keys: 'V',
        run: () => setView((now) => (now === 'types' ? 'asked' : 'types')),
      },
      {
        id: 'drill.addType',
        title: 'drillType.add',
        keys: 'N',
        name: 'drill.addType',
        run: () => {
          setView('types');
          setAdding(true);
        },
      },
    ],
    [],
  );
  useCommands(commands);
  const keys = useRowKeys(
    types.map((one) => one.id),
    type?.id ?? null,
    (next) => {
      setAdding(false);
      setChosen(next);
    },
  );
  if (!page) return null;
  return (
    <div className="dt-screen">
      <div className="dt-left">
        <div className="row" role="group" aria-label={t('drillType.switch')}>
          <Button aria-pressed={view === 'types'} onPress={() => setView('types')}>
            {t('drillType.types')}
          </Button>
          <Button aria-pressed={view === 'asked'} onPress={() => setView('asked')}>
            {t('drillType.asked')} <kbd className="kbd">V</kbd>
          </Button>
          {may && view === 'types' && (
            <Button onPress={() => setAdding(true)}>
              {t('drillType.add')} <kbd className="kbd">N</kbd>
            </Button>
          )}
        </div>
        {view === 'types' ? (
          <Panel title={t('drillType.types')} aside={t('common.rows', { count: page.total })}>
            {types.length === 0 ? (
              <Empty>{t('drillType.none')}</Empty>
            ) : (
              <table className="list" role="grid" aria-label={t('drillType.types')}>
                <tbody>
                  {types.map((one) => (
                    <tr key={one.id} {...keys.rowProps(one.id)}>
                      <td>
                        <KindSign kind={one.kind} size={16} />
                      </td>
                      <td>
                        <KeyedName code={one.key} name={nameOf(one.names)} />
                        <div className="muted">
                          {t(`drill.kind.${one.kind}`)} · {format.span(one.minutes)} ·{' '}
                          {t('drillType.injectCount', { count: one.injects.length })}
                        </div>
                      </td>
                      <td className="number muted">{t('drillType.askedIn', { count: one.requirements })}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </Panel>
        ) : (
          <RequirementGrid types={types} />
        )}
        <ProgrammesPanel />
      </div>
      {view === 'types' && (
        <TypeEditor
          key={type ? `${type.id} ${type.version}` : 'new'}
          type={type ?? null}
          done={(next) => {
            setAdding(false);
            if (next !== null) setChosen(next);
          }}
        />
      )}
    </div>
  );
}
