"""The answer page: a site of static pages that lead from each answer to its sentences and back."""
