"""What a court's IT person would write: the CRC of every member, every digest, and the size that bag-info.txt states."""
import hashlib, re, sys, zipfile
bag = zipfile.ZipFile(sys.argv[1])
assert bag.testzip() is None
names = bag.namelist()
assert names == sorted(names) and len(set(names)) == len(names)
assert bag.read('bagit.txt') == b'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'
payload = [name for name in names if name.startswith('data/')]
oxum = re.search(r'^Payload-Oxum: (\d+)\.(\d+)$', bag.read('bag-info.txt').decode(), re.M)
assert int(oxum.group(1)) == sum(len(bag.read(name)) for name in payload)
assert int(oxum.group(2)) == len(payload)
for manifest in ('manifest-sha256.txt', 'tagmanifest-sha256.txt'):
    for line in bag.read(manifest).decode('ascii').splitlines():
        digest, name = line.split('  ')
        assert hashlib.sha256(bag.read(name)).hexdigest() == digest, name
assert {i.date_time for i in bag.infolist()} == {(2026, 3, 8, 2, 30, 0)}
print('bag is complete and valid')
