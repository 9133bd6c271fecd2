import { memo } from 'react';
import type { LogEntry, LogKind } from '../../electron/incident/incident.ts';
import { mentions } from '../../electron/incident/mention.ts';
import { logText } from '../locales/log-text.ts';
import { useText, type Text } from '../ui/text.ts';
import { AttachmentChip } from './attachment-chip.tsx';

/** What an entry says in the operator's language: as typed, or Tocsin's own sentence. */
export function saidBy(entry: LogEntry, text: Text, zone?: string): string {
  return entry.template === null ? entry.text : logText(entry.template, text.language, entry.at, zone);
}

/** The family name is enough in a room where all know each other; the full name is in the title. */
export function shortName(name: string): string {
  const words = name.trim().split(/\s+/u);
  return words.at(-1) ?? name;
}

export function Said({ text }: { readonly text: string }) {
  return mentions(text).map((part, i) =>
    part.kind === 'text' ? (
      part.text
    ) : (
      <span key={i} className="tag">
        {part.text}
      </span>
    ),
  );
}

interface LineProps {
  readonly entry: LogEntry;
  /** When the entry that this one corrects was said. */
  readonly correctsAt: string | null;
  readonly zone: string | undefined;
  /** Inside a button: the attachment is named and not opened. */
  readonly plain?: boolean;
}

/** One entry of the log: time, kind, who and what. Struck ones keep their words, with why. */
export const LogLine = memo(function LogLine({ entry, correctsAt, zone, plain = false }: LineProps) {
  const text = useText();
  const { t, format } = text;
  const said = saidBy(entry, text, zone);
  const struck = entry.struckAt !== null;
  const Words = struck ? 's' : 'span';
  return (
    <>
      <time dateTime={entry.at} title={format.dateTime(entry.at)}>
        {format.time(entry.at)}
      </time>
      <span className="k">{t(`incident.log.kind.${entry.kind}`)}</span>
      <div className="said">
        <Words>
          <b title={entry.byName}>{shortName(entry.byName)}</b> <Said text={said} />
        </Words>
        {entry.attachmentHash !== null && plain && <span className="paper">{entry.attachmentName}</span>}
        {entry.attachmentHash !== null && !plain && (
          <AttachmentChip
            hash={entry.attachmentHash}
            name={entry.attachmentName ?? entry.attachmentHash.slice(0, 8)}
          />
        )}
        {correctsAt !== null && (
          <span className="dim"> {t('incident.log.corrects', { time: format.time(correctsAt) })}</span>
        )}
        {struck && (
          <span className="dim">
            {' '}
            {t('incident.log.struck', {
              time: format.time(entry.struckAt ?? ''),
              reason: entry.strikeReason ?? '',
            })}
          </span>
        )}
      </div>
    </>
  );
});

/** What is on its way: not said until the main process has it on disk. */
export function SendingLine({ kind, text }: { readonly kind: LogKind; readonly text: string }) {
  const { t } = useText();
  return (
    <div className="line sending">
      <span>{t('incident.log.sending')}</span>
      <span className="k">{t(`incident.log.kind.${kind}`)}</span>
      <div className="said">{text}</div>
    </div>
  );
}
