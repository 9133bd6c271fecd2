import { useState } from 'react';
import { Field, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { JournalLines } from './journal-lines.tsx';
import { RecordPanel } from './record-panel.tsx';

/** Everything that was ever done on this site, newest first, with what each entry changed. */
export default function JournalScreen() {
  const { t } = useText();
  const [text, setText] = useState('');
  return (
    <div className="one-column journal">
      <RecordPanel />
      <Panel title={t('nav.journal')}>
        <div className="pad">
          <Field label={t('common.search')} value={text} onChange={setText} />
        </div>
        <JournalLines key={text} text={text} />
      </Panel>
    </div>
  );
}
