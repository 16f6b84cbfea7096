"""Files as a browser gets them: saved under a name, never opened as a page of ours."""

from urllib.parse import quote

from django.http import HttpResponse

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SIGNATURE = "application/pkcs7-signature"


def attached(content: bytes, name: str, media: str) -> HttpResponse:
    """A file to be saved; `name` may be Cyrillic."""
    response = HttpResponse(content, content_type=media)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
