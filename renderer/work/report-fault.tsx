import { useState, type FormEvent } from 'react';
import { useCommand } from '../api.ts';
import { PhotoField } from '../duty/photo-field.tsx';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** Somebody says that an item is broken: it is out at once, with a work order. */
export function ReportFault({ itemId, done }: { readonly itemId: string; readonly done: () => void }) {
  const { t } = useText();
  const open = useCommand('work.open');
  const [text, setText] = useState('');
  const [photo, setPhoto] = useState<string | null>(null);
  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const sent = await open.run({ itemId, text, photo });
    if (sent.ok) done();
  }
  return (
    <form className="check-form" onSubmit={(event) => void send(event)}>
      <Field label={t('work.text')} value={text} onChange={setText} autoFocus />
      <PhotoField photo={photo} onPhoto={setPhoto} />
      <Problem>{open.problem}</Problem>
      <div className="row">
        <Button go type="submit" isDisabled={open.pending}>
          {t('work.report')}
        </Button>
        <Button onPress={done}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}
