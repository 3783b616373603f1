"""Prints what of the compiled package in a wheel is not the same in a folder: wheel.py <wheel> <folder>"""
import io
import pathlib
import sys
import tarfile
import zipfile

wheel, folder = sys.argv[1], pathlib.Path(sys.argv[2])
with zipfile.ZipFile(wheel) as files:
    [package] = [files.read(name) for name in files.namelist() if name.endswith(".jsii.tgz")]
with tarfile.open(fileobj=io.BytesIO(package)) as tarball:
    for member in filter(tarfile.TarInfo.isfile, tarball):
        path = pathlib.PurePosixPath(member.name).relative_to("package")
        if path.parts[0] not in (".jsii", "lib"):
            continue
        built = folder / path
        if not built.is_file() or built.read_bytes() != tarball.extractfile(member).read():
            print(path)
