/// Quotations and speakers in languages other than English, a marked text a line: cue before, after and within, names in all cases and scripts.

import Testing

@Suite struct LanguageQuotationTests {
  static let arabic: [QuotationCase] = [
    .init(
      "قال وزير النقل كريم حسن يوم الاثنين: «❶سنفتح الجسر في مايو❷». وأضاف: «❶لا يمكن قبل ذلك❷».",
      "كريم حسن", "كريم حسن", language: "ar"),
    .init("«❶لم يحذرنا أحد❷»، تقول المزارعة ليلى قاسم.", "ليلى قاسم", language: "ar"),
    .init("ووفقا للمهندسة هدى صالح فإن الكابل كان «❶متآكلا تماما❷».", "هدى صالح", language: "ar"),
    .init("وأكدت الشرطة أن الطريق «❶مغلق حتى إشعار آخر❷».", "الشرطة", language: "ar"),
    .init("وتسمى الحملة «أنهار نظيفة». وعلى الباب لافتة كتب عليها «ممنوع الدخول».", language: "ar"),
    .init("صرح المتحدث باسم الوزارة فهد سالم: «❶الوضع تحت السيطرة❷».", "فهد سالم", language: "ar"),
    .init("«❶ننتظر منذ سنوات❷»، قال أحد السكان.", "أحد السكان", language: "ar"),
    .init("ووصف النائب خليل عمران القرار بأنه «❶خطأ فادح❷».", "خليل عمران", language: "ar"),
    .init("صدرت رواية «بحر هادئ» في أكتوبر.", language: "ar"),
    .init("ونقلت الوكالة عن الطبيبة ريم عادل قولها: «❶حالته مستقرة❷».", "ريم عادل", language: "ar"),
  ]
  @Test(arguments: arabic) func arabicQuotations(_ sample: QuotationCase) { checkQuotations(sample) }

  static let german: [QuotationCase] = [
    .init(
      "„❶Wir öffnen die Schleuse im Mai❷“, sagte Landrätin Birgit Sommer am Montag in Uelzen. „❶Vorher geht es nicht.❷“",
      "Birgit Sommer", "Birgit Sommer", language: "de"),
    .init(
      "Die Schleuse bleibe zu, teilte das Wasseramt mit. „❶Die Sicherheit geht vor❷“, erklärte Sprecher Jonas Witt.",
      "Jonas Witt", language: "de"),
    .init("Auf die Frage nach den Kosten antwortete Birgit Sommer knapp: „❶Das klären wir noch.❷“", "Birgit Sommer", language: "de"),
    .init("Nach Angaben des Betreibers Uwe Harms war die Anlage „❶seit Jahren überfällig für eine Prüfung❷“.", "Uwe Harms", language: "de"),
    .init(
      "„❶Das Boot war schneller als je zuvor❷“, so Steuermann Kai Lorenz. Lorenz zufolge war das Wetter „❶ein Geschenk❷“.",
      "Kai Lorenz", "Kai Lorenz", language: "de"),
    .init("Laut Polizei war die Straße „❶spiegelglatt und kaum geräumt❷“.", "Polizei", language: "de"),
    .init(
      "Birgit Sommer hat in Uelzen gesagt: „❶Ich trete nicht zurück.❷“ Sie fügte hinzu: „❶Das Amt braucht Ruhe.❷“",
      "Birgit Sommer", "Birgit Sommer", language: "de"),
    .init(
      "»❶Niemand hat uns gewarnt❷«, klagte die Anwohnerin Rita Voss. »❶Wir standen bis zum Knie im Wasser❷«, sagte sie.",
      "Rita Voss", "Rita Voss", language: "de"),
    .init(
      "Der Bürgermeister, Paul Kern, sprach von einem Missverständnis. „❶Wir reden weiter miteinander❷“, sagte der Bürgermeister.",
      "Paul Kern", language: "de"),
    .init("Die sogenannte „Nullrunde“ gilt ab Juli. Auf dem Schild stand „Betreten verboten“.", language: "de"),
    .init("Das Verwaltungsgericht nannte die Sperrung „❶unverhältnismäßig und übereilt❷“.", "Das Verwaltungsgericht", language: "de"),
    .init("„❶Das ist kein guter Tag für die Region❷“, räumte Werksleiter Thomas Böhm ein.", "Thomas Böhm", language: "de"),
    .init("„❶Wir machen weiter❷“, so der Sprecher der Feuerwehr, Dirk Maas.", "Dirk Maas", language: "de"),
    .init(
      "„❶Die Zahlen❷“, erklärte Finanzministerin Sabine Roth, „❶sind besser als erwartet.❷“",
      "Sabine Roth", "Sabine Roth", language: "de"),
    .init("Nach Einschätzung der Meteorologin Eva Stahl wird der Winter „❶milder als im Vorjahr❷“.", "Eva Stahl", language: "de"),
    .init("„❶Ich habe nichts gesehen❷“, beteuerte der Angeklagte vor Gericht.", "der Angeklagte", language: "de"),
    .init("Der Roman „Die stille Bucht“ erscheint im Herbst.", language: "de"),
    .init("Die Bundesbank spricht von „❶erheblichen Risiken für das Wachstum❷“.", "Die Bundesbank", language: "de"),
    .init("Schiedsrichterin Lena Albers sah das anders: „❶Der Ball war im Aus.❷“", "Lena Albers", language: "de"),
    .init("‚❶Das glaube ich nicht❷‘, sagte Frau Krämer.", "Frau Krämer", language: "de"),
  ]
  @Test(arguments: german) func germanQuotations(_ sample: QuotationCase) { checkQuotations(sample) }

  static let spanish: [QuotationCase] = [
    .init(
      "«❶El tren llegará en otoño❷», aseguró este martes el consejero de Transportes, Julián Arce. Y añadió: «❶No habrá más retrasos❷».",
      "Julián Arce", "Julián Arce", language: "es"),
    .init("Según la bióloga Inés Robledo, el río está «❶al borde del colapso❷».", "Inés Robledo", language: "es"),
    .init("«❶Perdimos la cosecha —explicó Tomás Vega—. Nadie nos avisó.❷»", "Tomás Vega", language: "es"),
    .init(
      "—❶¿Vienes mañana?❷ —preguntó Elena Ruiz.¶—❶Si no llueve —contestó Marcos Gil—. Ya veremos.❷",
      "Elena Ruiz", "Marcos Gil", language: "es"),
    .init("La alcaldesa, Pilar Santos, compareció ayer. «❶Asumo la responsabilidad❷», dijo.", "Pilar Santos", language: "es"),
    .init("El llamado «plan ribera» empieza en marzo. En la puerta había un cartel que decía \"Cerrado por obras\".", language: "es"),
    .init("A juicio del abogado Luis Mora, la multa es «❶desproporcionada e inútil❷».", "Luis Mora", language: "es"),
    .init("\"❶No tenemos miedo❷\", dijo en rueda de prensa la portavoz vecinal Rosa Peña.", "Rosa Peña", language: "es"),
    .init("«❶Hay que esperar❷», respondió el técnico Raúl Ibáñez a los periodistas.", "Raúl Ibáñez", language: "es"),
    .init("«❶La sequía —advirtió la meteoróloga Lucía Prats— durará hasta mayo❷».", "Lucía Prats", language: "es"),
    .init("El Gobierno calificó la propuesta de «❶irresponsable y tardía❷».", "Gobierno", language: "es"),
    .init("\"❶Volveremos❷\", prometió Daniela Ríos. \"❶Y será pronto❷\", insistió.", "Daniela Ríos", "Daniela Ríos", language: "es"),
    .init("De acuerdo con el ingeniero Saúl Ortega, la presa «❶no corre ningún peligro❷».", "Saúl Ortega", language: "es"),
    .init("La novela «El último faro» sale en mayo.", language: "es"),
    .init("“❶Nos prometieron casas❷”, recuerda un vecino del barrio.", "un vecino", language: "es"),
    .init("El presidente del comité, Óscar Luna, fue tajante: «❶No firmaremos❷».", "Óscar Luna", language: "es"),
  ]
  @Test(arguments: spanish) func spanishQuotations(_ sample: QuotationCase) { checkQuotations(sample) }

  static let french: [QuotationCase] = [
    .init(
      "« ❶Le pont sera fermé dès lundi❷ », a annoncé mardi à Brest la préfète, Odile Kervran. « ❶C’est une question de sécurité❷ », a-t-elle précisé.",
      "Odile Kervran", "Odile Kervran", language: "fr"),
    .init(
      "« ❶Nous n’avons rien vu venir❷ », regrette-t-il. Paul Ménard, le maire, ajoute : « ❶Il faudra des années.❷ »",
      "il", "Paul Ménard", language: "fr"),
    .init("Selon l’ingénieure Lise Garnier, le câble était « ❶usé jusqu’à la corde❷ ».", "Lise Garnier", language: "fr"),
    .init("D’après le rapport, la structure présentait « ❶des fissures visibles depuis 2019❷ ».", "le rapport", language: "fr"),
    .init("« ❶On dort mal, dit Karim Belkacem, et on se lève tôt.❷ »", "Karim Belkacem", language: "fr"),
    .init("« ❶Ce n’est pas fini❷ », a expliqué devant les élus le président du syndicat, Hugo Faure.", "Hugo Faure", language: "fr"),
    .init(
      "— ❶Vous partez déjà ?❷ demanda Jeanne Morvan.¶— ❶Demain matin❷, répondit Yves Tanguy.",
      "Jeanne Morvan", "Yves Tanguy", language: "fr"),
    .init("L’opération, baptisée « Vague bleue », a duré trois jours. Le film « Les Rives » sort mercredi.", language: "fr"),
    .init(
      "Aujourd’hui, l’usine d’Arles tourne. L’avocate Nadia Cherif y voit « ❶une victoire pour les salariés❷ ».",
      "Nadia Cherif", language: "fr"),
    .init("« ❶Il faut agir vite❷ », a martelé le député Marc Lenoir lors d’une conférence de presse.", "Marc Lenoir", language: "fr"),
    .init("Interrogée sur son avenir, la chercheuse Anne Kessler a répondu : « ❶Je reste ici.❷ »", "Anne Kessler", language: "fr"),
    .init(
      "Pour la directrice du musée, Claire Aubin, l’exposition est « ❶un pari sur l’intelligence du public❷ ».",
      "Claire Aubin", language: "fr"),
    .init("La Cour des comptes juge la réforme « ❶coûteuse et inachevée❷ ».", "La Cour des comptes", language: "fr"),
    .init("« ❶Les trains, assure le porte-parole de la région, circuleront dès jeudi.❷ »", "le porte-parole", language: "fr"),
    .init("“❶Nous étions seuls❷”, témoigne un habitant.", "un habitant", language: "fr"),
    .init("Sur la porte, une affiche indique « fermé pour travaux ».", language: "fr"),
    .init(
      "Le tribunal a rejeté le recours. « ❶Une décision incompréhensible❷ », selon Me Julie Sabatier.",
      "Julie Sabatier", language: "fr"),
    .init("« ❶C’est un beau jour❷ », s’est félicitée la maire Leïla Haddad.", "Leïla Haddad", language: "fr"),
  ]
  @Test(arguments: french) func frenchQuotations(_ sample: QuotationCase) { checkQuotations(sample) }

  static let italian: [QuotationCase] = [
    .init(
      "«❶La strada riaprirà a giugno❷», ha detto ieri a Torino l’assessora Chiara Bassi. «❶Servono ancora due mesi❷», ha aggiunto.",
      "Chiara Bassi", "Chiara Bassi", language: "it"),
    .init("Secondo il geologo Marco Tosi, la frana era «❶prevedibile da anni❷».", "Marco Tosi", language: "it"),
    .init("L’allenatore, Fabio Conti, non si nasconde. «❶Abbiamo giocato male❷», ammette.", "Fabio Conti", language: "it"),
    .init("«❶Non firmo – ha replicato il sindaco Dario Leone – e non firmerò mai❷».", language: "it"),
    .init("Il cosiddetto «patto dei laghi» scade a luglio. Sul cartello c’era scritto “vietato entrare”.", language: "it"),
    .init(
      "\"❶È una vergogna❷\", protesta l’avvocata Elisa Riva. \"❶Faremo ricorso❷\", conclude.",
      "Elisa Riva", "Elisa Riva", language: "it"),
    .init("«❶Siamo pronti❷», assicura il capo della protezione civile, Bruno Salis.", "Bruno Salis", language: "it"),
    .init("Il Tar ha giudicato il ricorso «❶infondato❷».", "Tar", language: "it"),
    .init("«❶La neve❷», spiega la meteorologa Irene Galli, «❶arriverà giovedì.❷»", "Irene Galli", "Irene Galli", language: "it"),
    .init("A detta del rettore Carlo Vanni, l’ateneo è «❶in piena salute❷».", "Carlo Vanni", language: "it"),
    .init("Il romanzo “La casa sul molo” esce a ottobre.", language: "it"),
    .init("Alla domanda sui tempi il commissario Aldo Ricci ha risposto: \"❶Entro l’estate❷\".", "Aldo Ricci", language: "it"),
  ]
  @Test(arguments: italian) func italianQuotations(_ sample: QuotationCase) { checkQuotations(sample) }

  static let japanese: [QuotationCase] = [
    .init("田村明市長は3日、会見で「❶橋は5月に開通する❷」と述べた。また「❶それより早くは無理だ❷」と付け加えた。", "田村明", "田村明", language: "ja"),
    .init("「❶誰も知らせてくれなかった❷」と農家の岸本さんは話す。", "岸本", language: "ja"),
    .init("野村教授によると、この川は「❶限界に近い❷」という。", "野村", language: "ja"),
    .init("いわゆる「川の日」は来週だ。壁には「立入禁止」と書かれている。", language: "ja"),
    .init("県警は道路を「❶当面閉鎖する❷」と発表した。", "県警", language: "ja"),
    .init("試合後、森下監督は語った。「❶完敗です。立て直します。❷」", "森下", language: "ja"),
    .init("「❶準備はできている❷」。藤原知事は自信を見せた。", "藤原", language: "ja"),
    .init("気象庁の大林予報官は「❶冬は暖かくなる❷」との見方を示した。", "大林", language: "ja"),
    .init("住民の女性（72）は「❶三年待った❷」とため息をついた。", "女性", language: "ja"),
    .init("小説「静かな湾」が秋に出版される。", language: "ja"),
    .init("原田選手は「❶最高の一日❷」と笑顔で振り返った。", "原田", language: "ja"),
    .init("裁判所は「❶請求には理由がない❷」として訴えを退けた。", "裁判所", language: "ja"),
    .init("「❶まだ決めていない❷」と社長の小栗氏。", "小栗", language: "ja"),
  ]
  @Test(arguments: japanese) func japaneseQuotations(_ sample: QuotationCase) { checkQuotations(sample) }

  static let korean: [QuotationCase] = [
    .init("박서연 시장은 3일 “❶다리는 5월에 개통된다❷”고 밝혔다. 박 시장은 “❶더 빨리는 어렵다❷”고 덧붙였다.", "박서연", "박서연", language: "ko"),
    .init("“❶아무도 알려 주지 않았다❷”고 농민 오세훈 씨는 말했다.", "오세훈", language: "ko"),
    .init("정민호 교수에 따르면 이 강은 “❶한계에 가깝다❷”.", "정민호", language: "ko"),
    .init("이른바 “강의 날”은 다음 주다. 벽에는 “출입 금지”라고 적혀 있다.", language: "ko"),
    .init("경찰청은 “❶도로를 당분간 폐쇄한다❷”고 발표했다.", "경찰청", language: "ko"),
    .init("최윤아 감독은 “❶완패였다❷”며 “❶다시 일어서겠다❷”고 말했다.", "최윤아", "최윤아", language: "ko"),
    .init("“❶준비는 끝났다❷”고 이현수 도지사는 자신했다.", "이현수", language: "ko"),
    .init("기상청 강민아 예보관은 “❶올겨울은 따뜻할 것❷”이라고 내다봤다.", "강민아", language: "ko"),
    .init("한 주민은 “❶삼 년을 기다렸다❷”며 한숨을 쉬었다.", "한 주민", language: "ko"),
    .init("소설 ‘조용한 만’이 가을에 나온다. 재판부는 “❶청구에 이유가 없다❷”고 밝혔다.", "재판부", language: "ko"),
    .init("송지원 의원은 “❶세금이 너무 복잡하다❷”고 지적하면서 “❶고쳐야 한다❷”고 강조했다.", "송지원", "송지원", language: "ko"),
  ]
  @Test(arguments: korean) func koreanQuotations(_ sample: QuotationCase) { checkQuotations(sample) }

  static let dutch: [QuotationCase] = [
    .init(
      "\"❶De sluis gaat in mei weer open❷\", zei wethouder Anneke de Boer dinsdag in Hoorn. \"❶Eerder lukt niet❷\", voegde ze toe.",
      "Anneke de Boer", "Anneke de Boer", language: "nl"),
    .init("Volgens hoogleraar Ruud Kramer is het water „❶schoner dan ooit❷”.", "Ruud Kramer", language: "nl"),
    .init("‘❶Dit is geen oplossing❷’, aldus boer Henk Visser. ‘❶We gaan naar de rechter.❷’", "Henk Visser", "Henk Visser", language: "nl"),
    .init("Op de vraag of hij aanblijft, antwoordde Ruud Kramer: \"❶Dat weet ik nog niet.❷\"", "Ruud Kramer", language: "nl"),
    .init("Het zogenaamde \"waterplan\" start in juni. Op het bord stond \"verboden toegang\".", language: "nl"),
    .init(
      "\"❶Wij zijn niet gehoord❷\", klaagt bewoonster Els Mulder. Mulder heeft gisteren gezegd: \"❶Dit kan zo niet langer.❷\"",
      "Els Mulder", "Els Mulder", language: "nl"),
    .init("„❶Het is een drama❷”, vindt voorzitter Kees Vermeer van de ondernemersvereniging.", "Kees Vermeer", language: "nl"),
    .init("De rechtbank noemde het besluit „❶onzorgvuldig en overhaast❷”.", "De rechtbank", language: "nl"),
    .init("„❶We wachten af❷”, laat een woordvoerder van de gemeente weten.", "een woordvoerder", language: "nl"),
  ]
  @Test(arguments: dutch) func dutchQuotations(_ sample: QuotationCase) { checkQuotations(sample) }

  static let polish: [QuotationCase] = [
    .init(
      "„❶Most otworzymy w maju❷” – powiedziała we wtorek minister Anna Lipska. „❶Wcześniej się nie da❷” – dodała.",
      "Anna Lipska", "Anna Lipska", language: "pl"),
    .init(
      "Zdaniem profesora Jana Wilka rzeka jest „❶na granicy wytrzymałości❷”. Jan Wilk ostrzegał przed suszą.",
      "Jan Wilk", language: "pl"),
    .init("– ❶Nie podpiszę tej umowy – mówi burmistrz Piotr Zając. – To błąd.❷", "Piotr Zając", language: "pl"),
    .init("Według rzeczniczki policji Ewy Mazur droga była „❶śliska jak lód❷”.", "Ewy Mazur", language: "pl"),
    .init("Tak zwany „pakiet zimowy” wchodzi w życie jutro. Na drzwiach wisiała tabliczka „Nie wchodzić”.", language: "pl"),
    .init(
      "„❶Przegraliśmy na własne życzenie❷” – przyznał trener Marek Sowa. Sowa zapowiedział: „❶Zmienię skład.❷”",
      "Marek Sowa", "Marek Sowa", language: "pl"),
    .init("„❶To skandal❷” – oburza się radny Tomasz Kania. „❶Nikt nas nie pytał❷”.", "Tomasz Kania", "Tomasz Kania", language: "pl"),
    .init("Sąd uznał karę za „❶rażąco wysoką❷”.", "Sąd", language: "pl"),
    .init("W ocenie ekonomistki Barbary Lis podatek jest „❶zbyt skomplikowany❷”.", "Barbary Lis", language: "pl"),
    .init("„❶Czekamy❷” – mówi mieszkanka Lidia Kot – „❶już trzeci rok❷”.", "Lidia Kot", "Lidia Kot", language: "pl"),
  ]
  @Test(arguments: polish) func polishQuotations(_ sample: QuotationCase) { checkQuotations(sample) }

  static let portuguese: [QuotationCase] = [
    .init(
      "“❶A ponte reabre em maio❷”, disse nesta segunda-feira o prefeito Nelson Freitas. “❶O prazo será cumprido❷”, completou ele.",
      "Nelson Freitas", "Nelson Freitas", language: "pt"),
    .init("Segundo a economista Beatriz Lopes, o imposto é “❶um tiro no pé❷”.", "Beatriz Lopes", language: "pt"),
    .init(
      "«❶Não houve aviso nenhum❷», garantiu à rádio o pescador Manuel Teles. E acrescentou: «❶Perdi tudo❷».",
      "Manuel Teles", "Manuel Teles", language: "pt"),
    .init(
      "— ❶Vai chover❷ — disse Joana Reis.¶— ❶Então fico em casa❷ — respondeu Pedro Pinto.",
      "Joana Reis", "Pedro Pinto", language: "pt"),
    .init("A chamada “lei seca” vale desde ontem. Um cartaz dizia “proibido fumar”.", language: "pt"),
    .init("Na avaliação do juiz Caio Rocha, a prisão foi “❶ilegal desde o início❷”.", "Caio Rocha", language: "pt"),
    .init("“❶A chuva❷”, explicou a meteorologista Rita Paz, “❶só chega em abril❷”.", "Rita Paz", "Rita Paz", language: "pt"),
    .init("O tribunal classificou o recurso como “❶improcedente❷”.", "O tribunal", language: "pt"),
    .init("\"❶Estamos exaustos❷\", desabafou um morador do bairro.", "um morador", language: "pt"),
    .init("De acordo com o reitor Hélio Dantas, a universidade está “❶no limite❷”.", "Hélio Dantas", language: "pt"),
    .init("Questionada sobre o prazo, a ministra Célia Porto respondeu: “❶Ainda este ano❷”.", "Célia Porto", language: "pt"),
    .init("O romance “A última maré” sai em junho.", language: "pt"),
  ]
  @Test(arguments: portuguese) func portugueseQuotations(_ sample: QuotationCase) { checkQuotations(sample) }

  static let russian: [QuotationCase] = [
    .init(
      "«❶Мост откроют в мае❷», — сообщила во вторник в Твери министр Вера Лазарева. «❶Раньше не получится❷», — добавила она.",
      "Вера Лазарева", "Вера Лазарева", language: "ru"),
    .init(
      "По словам инженера Петра Дёмина, кабель был «❶изношен до предела❷». Пётр Дёмин работает на мосту с весны.",
      "Петра Дёмина", language: "ru"),
    .init("«❶Мы ждали, — говорит фермер Илья Носов. — Никто не приехал❷».", "Илья Носов", language: "ru"),
    .init("— ❶Уезжаете?❷ — спросила Нина Белова.¶— ❶Завтра утром❷, — ответил Глеб Рогов.", "Нина Белова", "Глеб Рогов", language: "ru"),
    .init("Так называемый «речной сбор» введут осенью. На стене висела табличка «Не курить».", language: "ru"),
    .init("Городской суд признал штраф «❶незаконным и чрезмерным❷».", "Городской суд", language: "ru"),
    .init("«❶Мы готовы❷», — заверил глава района Антон Синицын.", "Антон Синицын", language: "ru"),
    .init("По мнению экономиста Ольги Кравцовой, налог «❶слишком сложен❷».", "Ольги Кравцовой", language: "ru"),
    .init("«❶Зима, — пояснила синоптик Дарья Лебедева, — будет мягкой❷».", "Дарья Лебедева", language: "ru"),
    .init("Роман «Тихая гавань» выйдет осенью.", language: "ru"),
    .init("\"❶Никто нас не спросил❷\", — возмущается местная жительница.", "местная жительница", language: "ru"),
    .init("В министерстве назвали слухи «❶безосновательными❷».", "министерстве", language: "ru"),
  ]
  @Test(arguments: russian) func russianQuotations(_ sample: QuotationCase) { checkQuotations(sample) }

  static let chinese: [QuotationCase] = [
    .init("船长欧建明对记者说：“❶船今晚就开。❷”船长说：“❶请大家放心。❷”", "欧建明", "欧建明", language: "zh"),
    .init("“❶大桥五月通车❷”，市长何静周二表示。何静说：“❶再早不行。❷”", "何静", "何静", language: "zh"),
  ]
  @Test(arguments: chinese) func chineseQuotations(_ sample: QuotationCase) { checkQuotations(sample) }
}
