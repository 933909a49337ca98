"""What an author's commands do: run a tool, describe what it wrote, and write it down, all or nothing."""
