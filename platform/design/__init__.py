"""The design system: tokens, components, base templates, the words of statuses and times."""
