import { Camera, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { ask } from '../api.ts';
import { refusalText } from '../locales/refusal-text.ts';
import { Button, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** One photo as evidence; it is in the site file as soon as it is chosen, and is given on by its hash. */
export function PhotoField({
  photo,
  onPhoto,
}: {
  readonly photo: string | null;
  readonly onPhoto: (hash: string | null) => void;
}) {
  const { t } = useText();
  const file = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function take(given: File | undefined): Promise<void> {
    if (!given) return;
    const name = given.name.slice(0, 200);
    const kept = await ask('attachment.add', { name, bytes: new Uint8Array(await given.arrayBuffer()) });
    setProblem(kept.ok ? null : refusalText(kept.refusal));
    if (kept.ok) onPhoto(kept.value.hash);
  }

  return (
    <div className="row">
      <input
        ref={file}
        type="file"
        hidden
        accept="image/*"
        aria-label={t('duty.photo')}
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      {photo === null ? (
        <Button onPress={() => file.current?.click()}>
          <Camera size={14} strokeWidth={1.6} aria-hidden /> {t('duty.photo')}
        </Button>
      ) : (
        <>
          <img className="check-photo" src={`attachment/${photo}`} alt={t('duty.photoThere')} />
          <Button className="icon" aria-label={t('common.remove')} onPress={() => onPhoto(null)}>
            <X size={14} aria-hidden />
          </Button>
        </>
      )}
      <Problem>{problem}</Problem>
    </div>
  );
}
