"""What a person is told when something cannot go on: one clear Russian sentence each."""

from __future__ import annotations

import errno
from pathlib import Path


class Refusal(Exception):
    """The work cannot go on; the text is the sentence for the person at the keyboard."""


class NoPackage(Refusal):
    """The index has no ready-made package for this machine."""


NO_SPACE_MARKS = ("No space left on device", "os error 28", "Disk quota exceeded")
NO_NETWORK_MARKS = (
    "Temporary failure in name resolution",
    "Name or service not known",
    "nodename nor servname",
    "Failed to establish a new connection",
    "Network is unreachable",
    "Connection refused",
    "Connection timed out",
    "Read timed out",
    "ConnectTimeoutError",
    "ProxyError",
    "dns error",
    "error sending request",
    "Max retries exceeded",
)
NO_PACKAGE_MARKS = ("No matching distribution found", "Could not find a version", "has no wheels")
BAD_HASH_MARKS = ("DO NOT MATCH THE HASHES", "Hash mismatch")


def not_enough_space(folder: Path, *, needed: int, free: int) -> str:
    """The disk is too full to begin."""
    return (
        f"На диске с папкой {folder} свободно {megabytes(free)}, а нужно около "
        f"{megabytes(needed)}: освободите место и повторите."
    )


def out_of_space(folder: Path) -> str:
    """The disk filled up in the middle of the work."""
    return f"На диске с папкой {folder} кончилось место: освободите его и повторите."


def port_taken(port: int) -> str:
    """Somebody else listens where the product should."""
    return (
        f"Порт {port} занят другой программой: остановите её или выберите другой, "
        f"например --port {port + 1 if port < 65535 else 8000}."
    )


def why_install_failed(output: str, *, root: Path) -> Refusal:
    """Turn the installer's report into its cause."""

    def said(marks: tuple[str, ...]) -> bool:
        return any(mark in output for mark in marks)

    if said(NO_SPACE_MARKS):
        return Refusal(out_of_space(root))
    if said(BAD_HASH_MARKS):
        return Refusal(
            "Скачанный пакет не совпал с закреплённой контрольной суммой: "
            "проверьте зеркало пакетов и повторите."
        )
    if said(NO_NETWORK_MARKS):
        return Refusal(
            "Нет связи с каталогом пакетов: проверьте сеть или настройку зеркала "
            "(pip config) и повторите."
        )
    if said(NO_PACKAGE_MARKS):
        return NoPackage(
            "В каталоге пакетов нет готового пакета для этой машины и этого Python: "
            "проверьте сеть и зеркало, подходят Python 3.11–3.14."
        )
    if said(("No module named pip",)):
        return Refusal("В окружении .venv нет pip: удалите папку .venv и повторите.")
    return Refusal(
        "Установка пакетов не удалась: " + (output.strip().splitlines() or ["без объяснений"])[-1]
    )


def about_os_error(error: OSError) -> str:
    """A system's refusal in words; unknown ones keep the system's own text."""
    where = error.filename or "файлу"
    if error.errno == errno.ENOSPC or error.errno == errno.EDQUOT:
        return out_of_space(Path(str(error.filename or "/")))
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"Нет доступа к {where}: проверьте владельца и права."
    if error.errno == errno.EROFS:
        return f"Диск с {where} открыт только для чтения: укажите другую папку через --data."
    return f"Система отказала: {error}."


def megabytes(size: int) -> str:
    """A size as people say it: «350 МБ», «1,2 ГБ»."""
    if size >= 1024**3:
        return f"{size / 1024**3:.1f} ГБ".replace(".", ",")
    return f"{size // 1024**2} МБ"
