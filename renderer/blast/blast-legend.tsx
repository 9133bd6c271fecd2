import { useText } from '../ui/text.ts';
import './blast.css';

/** What the circles around a shot mean. */
export function BlastLegend() {
  const { t } = useText();
  return (['people', 'equipment', 'throw'] as const).map((kind) => (
    <li key={kind}>
      <span className={`swatch blast-${kind}`} aria-hidden /> {t('map.group.blast')}: {t(`blast.map.${kind}`)}
    </li>
  ));
}
