import './ui/base.css';
import './ui/room.css';
import './ui/controls.css';
import './ui/over.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { followChanges } from './api.ts';

followChanges();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
