put("refs-articles-0", [[]]);
