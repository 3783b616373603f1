import { EnhanceAppContext, Theme } from 'vitepress';
import { enhanceAppWithTabs } from 'vitepress-plugin-tabs/client';
import DefaultTheme from 'vitepress/theme';
import './style.css';
import './examples.css';
import './home.css';

const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp: ({ app }: EnhanceAppContext) => enhanceAppWithTabs(app),
};

export default theme;
