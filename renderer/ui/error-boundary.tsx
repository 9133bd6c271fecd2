import { Component, type ReactNode } from 'react';
import { ask } from '../api.ts';
import { t } from '../locales/index.ts';

/** A screen that fails leaves the rest of the window at work; the cause goes to the log file. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    const text = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error);
    void ask('session.reportBug', { text: text.slice(0, 8000) });
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <div className="empty" role="alert">
        <p>{t('common.failed')}</p>
        <button type="button" className="btn" onClick={() => this.setState({ failed: false })}>
          {t('common.retry')}
        </button>
      </div>
    );
  }
}
