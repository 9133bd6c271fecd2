import type { KeyboardEvent } from 'react';
import { useText } from '../ui/text.ts';

interface Props {
  readonly keys: readonly string[];
  readonly shown: string;
  readonly onShow: (key: string) => void;
}

/**
 * The parts of an incident. Not the kit's tabs: those take the log off the screen with its half-read place, and here it
 * only steps behind.
 */
export function IncidentTabs({ keys, shown, onShow }: Props) {
  const { t } = useText();

  function move(event: KeyboardEvent): void {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = keys[(keys.indexOf(shown) + by + keys.length) % keys.length];
    if (by === 0 || next === undefined) return;
    event.preventDefault();
    onShow(next);
    document.getElementById(`tab-${next}`)?.focus();
  }

  return (
    <div className="tabs" role="tablist" aria-label={t('incident.tabs')} onKeyDown={move}>
      {keys.map((key) => (
        <button
          key={key}
          id={`tab-${key}`}
          type="button"
          className="tab"
          role="tab"
          aria-selected={key === shown}
          aria-controls="incident-part"
          tabIndex={key === shown ? 0 : -1}
          onClick={() => onShow(key)}
        >
          {t(`incident.tab.${key}`)}
        </button>
      ))}
    </div>
  );
}
