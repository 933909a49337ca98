"""Units as reports write them in several languages, and the one name each has here.

Names follow the list claims use (``measure/units.txt``): ``ms``, ``kB``, ``requests/s``, ``%``, ``x``. Money and
``1/s`` are no units of a claim; reports print them all the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mkdocs_dossiers.intake.words import any_of

_TIME = {
    "ns": "ns nanosecond nanoseconds nanosegundos nanosecondes Nanosekunden нс наносекунд~ 纳秒",
    "µs": "µs μs us usec microsecond microseconds microsegundos microsecondes Mikrosekunden мкс микросекунд~ 微秒",
    "ms": "ms msec millisecond milliseconds millis Millisekunde Millisekunden milisegundo milisegundos milisekund~ "
    "millisecondes milissegundos мс миллисекунд~ 毫秒",
    "s": "s sec secs second seconds sek Sek. Sekunde Sekunden segundo segundos seg seconde secondes с сек сек. "
    "секунд~ secondi secondo sekund~ 秒 秒钟",
    "min": "min mins minute minutes Minute Minuten minuto minutos мин мин. минут~ minuti 分钟",
    "h": "h hr hrs hour hours Std Stunde Stunden hora horas heure heures час~ ore 小时",
}
_SIZE = {
    "B": "B byte bytes Bytes octets байт~ 字节",
    "kB": "kB KB Kb Ko ko КБ кБ kilobytes",
    "MB": "MB Mb Mo МБ Мб megabytes Megabytes",
    "GB": "GB Gb Go ГБ Гб gigabytes",
    "TB": "TB To ТБ",
    "KiB": "KiB",
    "MiB": "MiB Mib",
    "GiB": "GiB",
    "kbit/s": "kbps Kbps kbit/s",
    "Mbit/s": "Mbps mbps Mbit/s",
    "Gbit/s": "Gbps gbps Gbit/s",
}
_RATES = {
    "transactions/s": "TPS tps",
    "requests/s": "RPS rps",
    "queries/s": "QPS qps",
    "operations/s": "",
    "ops/s": "OPS ops/s IOPS iops",
    "frames/s": "FPS fps",
}
_NOUNS = {
    "requests": "request requests req reqs Anfrage Anfragen petición peticiones solicitud solicitudes requête requêtes "
    "requisição requisições запрос~ 请求 richieste zahtev~",
    "transactions": "transaction transactions tx txs txn txns transakcij~ transakcija Transaktion~ transacción "
    "transacciones transação transações транзакци~ 事务 交易",
    "operations": "operation operations Operation~ operación operaciones opération~ операци~ 操作",
    "ops": "op ops",
    "messages": "message messages msg msgs Nachricht~ mensaje mensajes mensagem mensagens сообщени~ 消息",
    "events": "event events Ereignis~ evento eventos événement~ событи~ 事件",
    "orders": "order orders Bestellung~ orden órdenes pedido pedidos commande commandes заказ~ 订单",
    "queries": "query queries Abfrage~ consulta consultas запрос/БД 查询",
    "users": "user users VU VUs Benutzer Nutzer usuario usuarios utilisateur utilisateurs usuário usuários "
    "пользовател~ uporabnik~ 用户",
    "nodes": "node nodes Knoten nodo nodos nœud nœuds узл~ 节点",
    "connections": "connection connections conn conns Verbindung~ conexión conexiones connexion connexions conexões "
    "соединени~ 连接",
    "errors": "error errors Fehler errores erreur erreurs erros ошиб~ 错误",
    "tasks": "task tasks Aufgabe~ tarea tareas tâche~ задач~ 任务",
    "tokens": "token tokens",
    "images": "image images Bild~ изображени~ 图片",
    "rows": "row rows Zeilen filas lignes строк~ 行",
    "records": "record records Datensätze registros enregistrements записей",
    "routes": "route routes Route Routen rutas rotas маршрут~",
    "files": "file files Datei~ archivo archivos fichier~ arquivo~ файл~",
    "packets": "packet packets Paket~ paquetes",
    "jobs": "job jobs",
    "items": "item items",
    "calls": "call calls",
    "entries": "entry entries",
    "frames": "frame frames",
    "samples": "sample samples",
    "cycles": "cycle cycles",
    "iterations": "iteration iterations",
    "documents": "document documents docs",
    "objects": "object objects",
    "blocks": "block blocks",
    "pages": "page pages",
    "swaps": "swap swaps",
    "logs": "log logs 日志",
    "logins": "login logins",
    "": "次",
}
PLAIN = frozenset("orders nodes users transactions requests messages connections tasks errors events".split())
"""Things counted whose number says something wherever it stands."""
_SECOND = any_of(
    "s sec sec. second seconds sek Sek Sekunde segundo seg seconde сек с секунду sekundo sekund~ 秒"
)
_PER = rf"\s?/\s?(?:{_SECOND})(?![^\W\d_])|\s?(?:per|a|pro|por|par|na|в|an?)\s(?:{_SECOND})(?!\w)|p/s|\s?每秒"
_PER_OTHER = r"\s?/\s?(?P<per>month|mois|mes|Monat|mês|year|day|hour|min|minute|[^\W\d_]+)(?!\w)"
_MONEY = {"$": "USD", "US$": "USD", "R$": "BRL", "€": "EUR", "£": "GBP", "¥": "CNY", "₽": "RUB"}
_PERCENT = (
    rf"[%％](?![\w])|(?:{any_of('percent per_cent Prozent por_ciento por_cento pour_cent процент~')})(?!\w)"
)
_FACTOR = (
    rf"[xX×](?![\w])|倍"
    rf"|(?:-\s?)?(?:{any_of('fold fach mal times veces fois vezes раз раза')})(?!\w)|-?krat(?:nik)?(?!\w)"
)
_END = r"(?![^\W\d_\u3040-\u9fff])"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit found: its name here, and how many characters name it (with the blanks before it)."""

    name: str
    length: int
    counted: bool = False
    """Whether it is a thing counted, with no time to it."""


def _table(units: dict[str, str], *, capitals: bool = False) -> list[tuple[str, str]]:
    pairs = [(word, name) for name, words in units.items() for word in words.split()]
    if capitals:
        pairs += [(word.capitalize(), name) for word, name in pairs if word.islower() and len(word) > 1]
    return sorted(dict(pairs).items(), key=lambda pair: -len(pair[0]))


def _named(group: str, units: dict[str, str]) -> tuple[str, list[tuple[re.Pattern[str], str]]]:
    pairs = _table(units, capitals=units is _NOUNS)
    known = [(re.compile(re.escape(word).replace(r"\~", r"\w*")), name) for word, name in pairs]
    return f"(?P<{group}>{'|'.join(pattern.pattern for pattern, _ in known)})", known


_TIME_GROUP, _TIME_NAMES = _named("time", _TIME)
_SIZE_GROUP, _SIZE_NAMES = _named("size", _SIZE)
_RATE_GROUP, _RATE_NAMES = _named("rate", _RATES)
_NOUN_GROUP, _NOUN_NAMES = _named("noun", _NOUNS)
_AFTER = re.compile(
    rf"\s{{0,2}}(?:(?P<percent>{_PERCENT})|(?P<factor>{_FACTOR})"
    rf"|(?:{_RATE_GROUP}){_END}"
    rf"|(?:{_NOUN_GROUP})(?P<second>{_PER})"
    rf"|(?:{_SIZE_GROUP}){_END}(?:(?P<size_second>{_PER})|{_PER_OTHER.replace('<per>', '<size_per>')})?"
    rf"|(?:{_TIME_GROUP}){_END}(?:{_PER_OTHER.replace('<per>', '<time_per>')})?"
    rf"|(?P<money>[€$£₽]|EUR|USD|Euros?|dollars?|руб)(?!\w)"
    rf"|(?:{_NOUN_GROUP.replace('<noun>', '<thing>')}){_END}"
    rf"|(?P<other>[^\W\d_]{{2,20}}?)(?P<other_second>{_PER}))"
)
_BARE_RATE = re.compile(rf"\s?(?:{_PER})")
_NO_MINUTE = re.compile(r"\s?(?:mins?|minutes?)\b", re.IGNORECASE)


def _name_of(word: str, names: list[tuple[re.Pattern[str], str]]) -> str:
    return next(name for pattern, name in names if pattern.fullmatch(word))


def unit_after(text: str) -> Unit | None:
    """The unit a text begins with, after at most two blanks."""
    found = _AFTER.match(text)
    if found is None:
        bare = _BARE_RATE.match(text)
        return Unit("1/s", bare.end()) if bare is not None else None
    length = found.end()
    if found["percent"]:
        return Unit("%", length)
    if found["factor"]:
        return Unit("x", length)
    if found["rate"]:
        return Unit(_name_of(found["rate"], _RATE_NAMES), length)
    if found["noun"]:
        return Unit(f"{_name_of(found['noun'], _NOUN_NAMES) or '1'}/s", length)
    if found["size"]:
        name = _name_of(found["size"], _SIZE_NAMES)
        return Unit(f"{name}/s" if found["size_second"] else name, length)
    if found["time"]:
        return Unit(_name_of(found["time"], _TIME_NAMES), length)
    if found["money"]:
        return Unit(_MONEY.get(found["money"], "EUR" if found["money"].startswith("E") else "USD"), length)
    if found["other"]:
        return Unit(f"{found['other'].lower()}/s", length)
    name = _name_of(found["thing"], _NOUN_NAMES)
    return Unit(name, length, counted=True) if name else None


def money(sign: str, text: str) -> Unit:
    """The unit of a number after a sign of money; the text behind it may say per what."""
    name = _MONEY.get(sign, "USD")
    per = re.match(r"\s?/\s?(month|mo|mois|mes|Monat|mês|year|day|hour)\b", text)
    if per is None:
        return Unit(name, 0)
    period = {"mo": "month", "mois": "month", "mes": "month", "Monat": "month", "mês": "month"}
    return Unit(f"{name}/{period.get(per[1], per[1])}", per.end())


_IN_HEAD = re.compile(r"[(（\[,]\s*(?:in\s)?([^()（）\[\],]+?)\s*[)）\]]?$|(?<=\bin )(\S+)$")
_HEAD_RATE = re.compile(
    rf"(?<![^\W\d_])(?:{_RATE_GROUP}|(?:{_NOUN_GROUP})(?:{_PER})|(?:{_SIZE_GROUP})(?:/s)(?!\w))(?![^\W\d_\u3040-\u9fff])",
    re.IGNORECASE,
)
_HEAD_OTHER = re.compile(rf"(?<!\w)([^\W\d_]{{2,20}}?)(?:{_PER})", re.IGNORECASE)


def unit_of_head(text: str) -> str | None:
    """The unit a column's head or a label names: in brackets at its end, or as a rate anywhere."""
    bracket = _IN_HEAD.search(text.strip())
    if bracket is not None:
        inside = (bracket[1] or bracket[2]).strip()
        unit = unit_after(inside)
        if unit is not None and unit.length == len(inside) and (not unit.counted):
            return unit.name
    rate = _HEAD_RATE.search(text)
    if rate is None:
        other = _HEAD_OTHER.search(text)
        return f"{other[1].lower()}/s" if other is not None else None
    if rate["rate"]:
        return next((name for pattern, name in _RATE_NAMES if pattern.fullmatch(rate["rate"])), None)
    if rate["noun"]:
        name = next(
            (n for pattern, n in _NOUN_NAMES if re.fullmatch(pattern.pattern, rate["noun"], re.IGNORECASE)),
            "",
        )
        return f"{name or '1'}/s"
    return f"{_name_of(rate['size'], _SIZE_NAMES)}/s" if rate["size"] else None
