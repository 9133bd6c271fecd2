import { useState } from 'react';
import type { DrillLine } from '../../electron/drill/month.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { Button, Field } from '../ui/parts.tsx';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';

/** Who observes: typed names are found, Enter on one takes it in or out. */
export function ObserversForm({ drill, done }: { readonly drill: DrillLine; readonly done: () => void }) {
  const { t } = useText();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(
    () => new Map(drill.observers.map((id, index) => [id, drill.observerNames[index] ?? ''])),
  );
  const { run, pending, problem } = useCommand('drill.setObservers');
  const found = useQueryOf('person.page', { text, limit: 8 }).data;
  const toggle = (id: string, name: string): void =>
    setChosen((before) => {
      const next = new Map(before);
      if (!next.delete(id)) next.set(id, name);
      return next;
    });
  return (
    <ShortForm
      title={t('drill.observersTitle')}
      problem={problem}
      pending={pending}
      send={async () => {
        const result = await run({ id: drill.id, version: drill.version, observers: [...chosen.keys()] });
        if (result.ok) done();
      }}
      done={done}
    >
      <div className="all row" role="group" aria-label={t('drill.observers')}>
        {[...chosen].map(([id, name]) => (
          <Button key={id} aria-label={t('drill.takeOut', { name })} onPress={() => toggle(id, name)}>
            {name} ✕
          </Button>
        ))}
        {chosen.size === 0 && <span className="dim">{t('drill.noObservers')}</span>}
      </div>
      <div className="all">
        <Field label={t('drill.findPerson')} value={text} onChange={setText} autoFocus />
      </div>
      <div className="all row" role="group" aria-label={t('drill.findPerson')}>
        {found?.rows
          .filter(({ id }) => !chosen.has(id))
          .map(({ id, name, crew }) => (
            <Button key={id} onPress={() => toggle(id, name)}>
              {name}
              {crew !== null && <span className="dim"> {crew}</span>}
            </Button>
          ))}
      </div>
    </ShortForm>
  );
}
