"""What other repositories hold, at a pinned commit. Only the command ``dossier sync`` comes here: never a build."""
