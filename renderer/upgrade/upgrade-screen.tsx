import { useMemo, useState } from 'react';
import { useQueryOf } from '../api.ts';
import { go } from '../router.tsx';
import { useMay } from '../team/use-may.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { Button, Empty, Field, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { Board } from './board.tsx';
import { UpgradeDetail } from './detail.tsx';
import { WriteUpgrade } from './head-forms.tsx';
import { Timeline } from './timeline.tsx';
import { upgradeNouns } from './words.ts';
import './upgrade.css';

const views = ['board', 'phases', 'timeline'] as const;

/** All programmes: as a board by state or by phase, or against the calendar; Enter opens one. */
export default function UpgradeScreen({ id }: { readonly id?: string }) {
  const { t } = useText();
  const [view, setView] = useState<(typeof views)[number]>('board');
  const [text, setText] = useState('');
  const [adding, setAdding] = useState(false);
  const may = useMay('upgrade.add');
  const page = useQueryOf('upgrade.page', { text, limit: 200 }, { nouns: upgradeNouns }).data;
  const commands = useMemo<readonly Command[]>(
    () => [
      { id: 'upgrade.add', title: 'upgrade.add', name: 'upgrade.add', run: () => setAdding(true) },
      ...views.map((one) => ({
        id: `upgrade.view.${one}`,
        title: `upgrade.views.${one}`,
        run: () => setView(one),
      })),
    ],
    [],
  );
  useCommands(commands);
  if (id !== undefined) return <UpgradeDetail id={id} />;
  return (
    <Panel title={t('upgrade.title')} aside={page && t('common.rows', { count: page.total })}>
      <div className="pad up-tools">
        <Field label={t('upgrade.find')} value={text} onChange={setText} />
        <div className="row" role="group" aria-label={t('upgrade.view')}>
          {views.map((one) => (
            <Button key={one} aria-pressed={view === one} onPress={() => setView(one)}>
              {t(`upgrade.views.${one}`)}
            </Button>
          ))}
        </div>
        {may && <Button onPress={() => setAdding(true)}>{t('upgrade.add')}</Button>}
      </div>
      {adding && (
        <div className="pad">
          <WriteUpgrade
            line={null}
            done={(made) => {
              setAdding(false);
              if (made !== null) go('upgrades', made);
            }}
          />
        </div>
      )}
      {page && page.rows.length === 0 ? (
        <Empty>{text === '' ? t('upgrade.none') : t('common.nothingFound', { text })}</Empty>
      ) : (
        page &&
        (view === 'timeline' ? (
          <Timeline lines={page.rows} />
        ) : (
          <Board lines={page.rows} by={view === 'board' ? 'state' : 'phase'} />
        ))
      )}
    </Panel>
  );
}
