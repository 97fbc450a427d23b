put("rows-articles", [["Mass killing reported in Aleppo as Syria troops near victory","","",23,18,7]]);
