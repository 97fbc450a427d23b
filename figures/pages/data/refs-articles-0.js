put("refs-articles-0", [[0,0,60]]);
