import { Paperclip } from 'lucide-react';
import { useState } from 'react';
import { useText } from '../ui/text.ts';

/** What was attached to an entry: a picture opens in its place, anything else is saved from here. */
export function AttachmentChip({ hash, name }: { readonly hash: string; readonly name: string }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const address = `attachment/${hash}`;
  const label = t('incident.log.openAttachment', { name });
  const inside = (
    <>
      <Paperclip size={14} aria-hidden /> {name}
    </>
  );
  if (!/\.(png|jpe?g|jfif|webp)$/i.test(name))
    return (
      <a className="paper" href={address} download={name} aria-label={label}>
        {inside}
      </a>
    );
  return (
    <>
      <button
        type="button"
        className="paper"
        aria-expanded={open}
        aria-label={label}
        onClick={() => setOpen(!open)}
      >
        {inside}
      </button>
      {open && <img className="attached" src={address} alt={name} />}
    </>
  );
}
