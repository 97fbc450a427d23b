put("rows-claims", []);
