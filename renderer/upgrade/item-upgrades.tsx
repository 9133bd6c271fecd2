import { useQueryOf } from '../api.ts';
import { go } from '../router.tsx';
import { useText } from '../ui/text.ts';

/** In which programmes an item is replaced, or replaces another; nothing when in none. */
export function ItemUpgrades({ itemId }: { readonly itemId: string }) {
  const { t } = useText();
  const found = useQueryOf('upgrade.ofItem', { id: itemId }, { nouns: ['upgradeItem', 'equipment'] }).data;
  if (!found || found.length === 0) return null;
  return (
    <>
      <h3>{t('upgrade.title')}</h3>
      <ul className="row-history">
        {found.map((one) => (
          <li key={`${one.upgradeId} ${one.is}`}>
            <button type="button" className="link" onClick={() => go('upgrades', one.upgradeId)}>
              <b>{one.key}</b> {one.title}
            </button>
            <div className="muted">
              {one.is === 'old'
                ? `${t(`upgrade.itemState.${one.itemState}`)}${one.otherTag === null ? '' : ` · ${t('upgrade.replacedBy', { tag: one.otherTag })}`}`
                : t('upgrade.replaces', { tag: one.otherTag ?? '' })}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
